// Two texts of one story, side by side: the writer chooses block by block, and whichever loses is a revision already.
import { crel } from "django-prose-editor/editor"
import { fragment, openDialog } from "desk/dialog"
import { base, post } from "desk/server"

// Resolves to { version } once the form holds the chosen text, or to null where the writer decides later.
export async function openConflict(form, editor) {
  const { status, data } = await post(`${base()}conflict/`, new FormData(form))
  if (status !== 200) return null
  const choice = await openDialog((close) => {
    const holder = crel("div", { className: "desk-dialog__scroll" })
    holder.append(fragment(data.html))
    const inside = holder.querySelector("form")
    inside.querySelector("[data-cancel]").addEventListener("click", () => close(null))
    inside.addEventListener("submit", (event) => {
      event.preventDefault()
      close(new FormData(inside))
    })
    return holder
  })
  if (!choice) return null
  const chosen = data.blocks.map((block, place) => block[choice.get(`block-${place}`) || "mine"])
  editor.commands.setContent(chosen.join(""), { emitUpdate: true })
  for (const field of data.fields) form.elements[field.name].value = field[choice.get(`field-${field.name}`)]
  return { version: data.version }
}
