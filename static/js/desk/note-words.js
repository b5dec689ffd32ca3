/* Words selected in the text go into “About these words”. Without this, they are typed or pasted there.

   <div data-note-text>…</div> … <input name="words"> */
const text = document.querySelector("[data-note-text]")
const field = document.querySelector("input[name=words]")

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection()
  if (!text || !field || selection.isCollapsed || !text.contains(selection.anchorNode)) return
  const words = selection.toString().replace(/\s+/g, " ").trim()
  if (words && words.length <= 500) field.value = words
})
