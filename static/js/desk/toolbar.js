// An APG toolbar: one tab stop, arrow keys, Home and End, real pressed and disabled states, words instead of an icon
// font. Alt+F10 goes to it from the text.
import { Extension, crel } from "django-prose-editor/editor"

const BUTTONS = [
  ["Quotation", "“ ” Quote", (chain) => chain.markQuote(), "quote", "Control+Alt+Q"],
  ["Bold", "B", (chain) => chain.toggleBold(), "bold", "Control+B"],
  ["Italic", "I", (chain) => chain.toggleItalic(), "italic", "Control+I"],
  ["Heading", "H2", (chain) => chain.toggleHeading({ level: 2 }), ["heading", { level: 2 }]],
  ["Smaller heading", "H3", (chain) => chain.toggleHeading({ level: 3 }), ["heading", { level: 3 }]],
  ["Bulleted list", "• List", (chain) => chain.toggleBulletList(), "bulletList"],
  ["Numbered list", "1. List", (chain) => chain.toggleOrderedList(), "orderedList"],
  ["Block quote", "❝ Block", (chain) => chain.toggleBlockquote(), "blockquote"],
  ["Link", "Link", (chain) => chain.addLink(), "link", "Control+K"],
  ["Undo", "Undo", (chain) => chain.undo(), null, "Control+Z"],
  ["Redo", "Redo", (chain) => chain.redo(), null, "Control+Shift+Z"],
]

export const Toolbar = Extension.create({
  name: "deskToolbar",
  addOptions() {
    return { label: "", kinds: {} }
  },
  addStorage() {
    return { bar: null }
  },
  onCreate() {
    const { editor } = this
    editor.view.dom.id ||= "article-text"
    const bar = crel("div", { className: "desk-toolbar", role: "toolbar", "aria-label": `Formatting: ${this.options.label}`, "aria-controls": editor.view.dom.id })
    const embeds = Object.entries(this.options.kinds).map(([kind, title]) => [`Insert: ${title}`, `+ ${title}`, (chain) => chain.insertEmbed(kind), null])
    const buttons = [...BUTTONS, ...embeds].map((row, place) => button(editor, row, place))
    const status = crel("p", { className: "desk-toolbar__say", role: "status" })
    bar.append(...buttons)
    editor.view.dom.before(bar)
    editor.view.dom.after(status)
    editor.view.dom.addEventListener("article-body:say", ({ detail }) => speak(status, detail))
    bar.addEventListener("keydown", (event) => move(event, buttons))
    const refresh = () => buttons.forEach((it) => it.refresh())
    editor.on("transaction", refresh)
    refresh()
    this.storage.bar = bar
  },
  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.storage.bar?.querySelector("[tabindex='0']")?.focus()
        return true
      },
    }
  },
})

// A line under the text; with something to do, a button.
export function say(editor, words, act) {
  editor.view.dom.dispatchEvent(new CustomEvent("article-body:say", { bubbles: true, detail: { words, act } }))
}

function speak(status, { words, act }) {
  status.replaceChildren(words)
  if (!act) return
  const it = crel("button", { type: "button", className: "button", textContent: act.text })
  it.addEventListener("click", () => {
    status.replaceChildren()
    act.run()
  })
  status.append(" ", it)
}

function button(editor, [name, text, run, active, keys], place) {
  const title = keys ? `${name} (${keys.replaceAll("Control", "Ctrl")})` : name
  const it = crel("button", { type: "button", textContent: text, title, tabIndex: place ? -1 : 0, "aria-label": name })
  if (keys) it.setAttribute("aria-keyshortcuts", keys)
  it.addEventListener("mousedown", (event) => event.preventDefault()) // keeps the selection
  it.addEventListener("click", () => {
    if (it.getAttribute("aria-disabled") !== "true") run(editor.chain().focus()).run()
  })
  it.refresh = () => {
    if (active) it.setAttribute("aria-pressed", String(editor.isActive(...[active].flat())))
    if (name === "Undo") it.setAttribute("aria-disabled", String(!editor.can().undo()))
    if (name === "Redo") it.setAttribute("aria-disabled", String(!editor.can().redo()))
  }
  return it
}

function move(event, buttons) {
  const now = buttons.indexOf(document.activeElement)
  const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  const target = buttons[(to + buttons.length) % buttons.length]
  for (const it of buttons) it.tabIndex = it === target ? 0 : -1
  target.focus()
}
