// A modal <dialog> that resolves to its answer, or to null when it is left. `build(close)` returns the content.
import { crel } from "django-prose-editor/editor"

export function openDialog(build) {
  return new Promise((resolve) => {
    const dialog = crel("dialog", { className: "desk-dialog", "aria-labelledby": "dialog-title" })
    let answer = null
    const close = (value) => {
      answer = value
      dialog.close()
    }
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    dialog.append(build(close))
    dialog.showModal()
    dialog.querySelector("[aria-invalid=true], [autofocus], textarea, input:not([type=hidden])")?.focus()
  })
}
