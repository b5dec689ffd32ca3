// The form's own keys, and the list of all of them on "?". Single-key ones work only outside fields (WCAG 2.1.4).
import { crel } from "django-prose-editor/editor"
import { openDialog } from "desk/dialog"

const KEYS = [
  ["Ctrl+Alt+Q", "mark the selected words as said by somebody"],
  ["Ctrl+Alt+Shift+Q", "the same speaker as before, at once"],
  ["/", "at the start of an empty line: put in a photo, film, pull quote …"],
  ["Ctrl+B, Ctrl+I, Ctrl+K", "bold, italic, link"],
  ["Alt+F10", "go to the toolbar; arrows move in it"],
  ["Enter", "on a selected card: edit it"],
  ["Ctrl+S", "save"],
  ["Ctrl+Alt+P", "preview"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["Enter, X, 1–3, S", "in the list of what was found: accept, refuse, another candidate, search"],
  ["J, Shift+J", "there: join with the quotation before, split off the last piece"],
  ["?", "this list (outside the fields)"],
]

export function attachKeys(form, panel, autosave) {
  // The text's own field is hidden behind the editor, Select2's behind its box.
  form.querySelector(".desk-problems")?.addEventListener("click", (event) => {
    const field = event.target.closest("a") && form.querySelector(event.target.closest("a").hash)
    if (!field) return
    event.preventDefault()
    if (field.articleEditor) return field.articleEditor.commands.focus()
    ;(field.nextElementSibling?.querySelector(".select2-selection") || field).focus()
  })
  document.addEventListener("keydown", (event) => {
    const withControl = event.ctrlKey || event.metaKey
    if (withControl && !event.altKey && event.key.toLowerCase() === "s") {
      event.preventDefault()
      autosave.saveNow()
    } else if (withControl && event.altKey && event.key.toLowerCase() === "p") {
      event.preventDefault()
      panel?.querySelector("[data-tab=preview]").click()
    } else if (event.key === "?" && !withControl && !event.target.closest("input, textarea, select, [contenteditable=true], dialog")) {
      event.preventDefault()
      showKeys()
    }
  })
}

export function showKeys() {
  return openDialog((close) =>
    crel("div", { className: "desk-form" }, [
      crel("h2", { textContent: "Keys" }),
      crel("dl", { className: "desk-keys" }, KEYS.flatMap(([keys, what]) => [crel("dt", { textContent: keys }), crel("dd", { textContent: what })])),
      crel("p", {}, [crel("button", { type: "button", className: "button default", textContent: "Close", onclick: () => close(null), autofocus: true })]),
    ]),
  )
}
