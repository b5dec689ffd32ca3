// A modal <dialog> that resolves to its answer, or to null when it is left. `build(close)` returns the content, whose
// <h2> names it; dialogs may open dialogs.
import { crel } from "django-prose-editor/editor"

const FIRST = "[aria-invalid=true], [autofocus], textarea, select, input:not([type=hidden])"
let made = 0

export function openDialog(build) {
  return new Promise((resolve) => {
    const id = `dialog-${++made}-title`
    const dialog = crel("dialog", { className: "desk-dialog", "aria-labelledby": id })
    let answer = null
    const close = (value) => {
      answer = value
      dialog.close()
    }
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(answer)
    })
    const name = () => { dialog.querySelector("h2").id = id }
    new MutationObserver(name).observe(dialog, { childList: true, subtree: true })
    document.body.append(dialog)
    dialog.append(build(close))
    name()
    dialog.showModal()
    dialog.querySelector(FIRST)?.focus()
  })
}

// A form that the server made. `send(data)` resolves to { html }, the form again with what is missing, or to the answer.
// `attach(holder)` makes its fields work, and returns what has to be settled before it is read.
export function openFormDialog(html, { attach, send, className = "" }) {
  return openDialog((close) => {
    const holder = crel("div", { className })
    const show = (shown) => {
      holder.replaceChildren(fragment(shown))
      const form = holder.querySelector("form")
      const waiting = attach(holder)
      form.querySelector("[data-cancel]").addEventListener("click", () => close(null))
      form.addEventListener("submit", async (event) => {
        event.preventDefault()
        for (const it of waiting) await it.settled()
        const answer = await send(new FormData(form))
        if (answer.html) show(answer.html)
        else close(answer)
      })
      holder.querySelector(FIRST)?.focus()
    }
    show(html)
    return holder
  })
}

export const fragment = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild
