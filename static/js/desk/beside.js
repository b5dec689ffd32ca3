// What stands beside the text: checks, the list of quotations, and readers' page of what is typed, kept fresh.
import { crel } from "django-prose-editor/editor"
import { base, get, post } from "desk/server"
import { attachQuoteDesk } from "desk/quote-desk"
import { quotesIn } from "desk/quote-mark"

const PREVIEW_WAIT = 900

export function attachBeside(panel, form, editor, autosave) {
  const part = (name) => panel.querySelector(`[data-part="${name}"]`)
  attachTabs(panel)
  const names = () => editor.storage.quote.names

  const checks = async () => {
    if (!/\/\d+\/$/.test(base())) return
    try {
      const { status, data } = await get(`${base()}checks/`)
      if (status !== 200) return
      part("figures").textContent = `${data.words} words, ${data.minutes} min · ${data.quotes} quotations${data.unattributed ? `, ${data.unattributed} without a speaker` : ""}`
      part("checks").replaceChildren(...data.checks.map((check) => checkRow(check, editor)))
      part("count").textContent = data.checks.filter(({ level }) => level === "red").length || ""
      if (!data.checks.length) part("checks").append(crel("li", { textContent: "Nothing to be said against it." }))
    } catch (error) {
      part("figures").textContent = error.message
    }
  }
  const quotes = () => {
    const rows = quotesIn(editor.state.doc).map((quote, place) => quoteRow(quote, place, names(), editor))
    part("quotes").replaceChildren(...(rows.length ? rows : [crel("li", { textContent: "No quotations yet. Select what was said and press Ctrl+Alt+Q." })]))
  }
  let timer = 0
  const preview = () => {
    clearTimeout(timer)
    if (panel.dataset.tab === "preview") timer = setTimeout(() => showPreview(part("page"), form), PREVIEW_WAIT)
  }
  autosave.addEventListener("saved", checks)
  editor.on("update", quotes)
  form.addEventListener("input", preview)
  panel.addEventListener("tab", () => panel.dataset.tab === "preview" && showPreview(part("page"), form))
  attachPreviewButtons(panel, part("page"))
  attachQuoteDesk(panel, form, editor)
  quotes()
  checks()
}

function attachTabs(panel) {
  const tabs = [...panel.querySelectorAll("[role=tab]")]
  const open = (tab) => {
    for (const it of tabs) {
      const on = it === tab
      it.setAttribute("aria-selected", String(on))
      it.tabIndex = on ? 0 : -1
      document.getElementById(it.getAttribute("aria-controls")).hidden = !on
    }
    panel.dataset.tab = tab.dataset.tab
    panel.dispatchEvent(new Event("tab"))
  }
  for (const tab of tabs) tab.addEventListener("click", () => open(tab))
  panel.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length]
    next.focus()
    open(next)
  })
}

function checkRow({ level, text, words }, editor) {
  const row = crel("li", { "data-level": level }, [crel("span", { textContent: level === "red" ? "Stops publishing: " : "Look at: ", className: "visually-hidden" }), text])
  if (!words || !placeOf(editor, words)) return row
  const go = crel("button", { type: "button", className: "link", textContent: "Show" })
  go.addEventListener("click", () => select(editor, placeOf(editor, words)))
  row.append(" ", go)
  return row
}

function quoteRow({ attrs, pieces }, place, names, editor) {
  const who = attrs.speaker ? names[attrs.speaker] || `Person ${attrs.speaker}` : attrs.label
  const go = crel("button", { type: "button", className: "link" }, [
    crel("b", { textContent: `${place + 1}. ${who || "Who said this?"}` }),
    crel("span", { textContent: pieces.map(({ text }) => text).join(" … ") }),
  ])
  go.addEventListener("click", () => select(editor, pieces[0]))
  return crel("li", { "data-level": who ? "fine" : "red" }, [go])
}

function placeOf(editor, words) {
  let found = null
  editor.state.doc.descendants((node, position) => {
    const at = node.isText && !found ? node.text.indexOf(words) : -1
    if (at >= 0) found = { from: position + at, to: position + at + words.length }
  })
  return found
}

function select(editor, { from, to }) {
  editor.chain().focus().setTextSelection({ from, to }).scrollIntoView().run()
}

async function showPreview(frame, form) {
  try {
    const { text, data } = await post(`${base()}preview/`, new FormData(form))
    if (!text) return void (frame.dataset.problem = data?.problems?.join(" ") || "")
    const scrolled = frame.contentWindow?.scrollY || 0
    frame.addEventListener("load", () => {
      dress(frame)
      frame.contentWindow.scrollTo(0, scrolled)
    }, { once: true })
    frame.srcdoc = text
  } catch (error) {
    frame.dataset.problem = error.message
  }
}

const dress = (frame) => {
  const page = frame.contentDocument?.documentElement
  if (page && frame.dataset.theme) page.dataset.theme = frame.dataset.theme
}

function attachPreviewButtons(panel, frame) {
  for (const it of panel.querySelectorAll("[data-width]"))
    it.addEventListener("click", () => {
      frame.dataset.width = it.dataset.width
      for (const other of panel.querySelectorAll("[data-width]")) if (other.localName === "button") other.setAttribute("aria-pressed", String(other === it))
    })
  panel.querySelector("[data-turn]").addEventListener("click", (event) => {
    frame.dataset.theme = frame.dataset.theme === "dark" ? "light" : "dark"
    event.currentTarget.setAttribute("aria-pressed", String(frame.dataset.theme === "dark"))
    dress(frame)
  })
}
