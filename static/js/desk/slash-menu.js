// "/" at the start of an empty line opens a menu of what can be put in; arrows and Enter choose, Escape leaves the "/".
import { Extension, crel } from "django-prose-editor/editor"

export const SlashMenu = Extension.create({
  name: "slashMenu",
  addOptions() {
    return { kinds: {} }
  },
  addKeyboardShortcuts() {
    return {
      "/": () => {
        const { $from, empty } = this.editor.state.selection
        if (!empty || $from.parent.type.name !== "paragraph" || $from.parent.content.size || $from.depth !== 1) return false
        open(this.editor, this.options.kinds)
        return true
      },
    }
  },
})

function open(editor, kinds) {
  const actions = [
    ...Object.entries(kinds).map(([kind, title]) => [title, () => editor.commands.insertEmbed(kind)]),
    ["Heading", () => editor.chain().focus().toggleHeading({ level: 2 }).run()],
    ["List", () => editor.chain().focus().toggleBulletList().run()],
    ["Block quote", () => editor.chain().focus().toggleBlockquote().run()],
  ]
  const menu = crel("ul", { className: "slash-menu", role: "menu", "aria-label": "Put in" })
  const items = actions.map(([title, run]) => {
    const it = crel("li", { role: "none" }, [crel("button", { type: "button", role: "menuitem", tabIndex: -1, textContent: title })])
    it.firstChild.addEventListener("click", () => {
      close()
      run()
    })
    return it
  })
  menu.append(...items)
  const buttons = items.map((it) => it.firstChild)
  let closed = false
  const leave = () => {
    if (closed) return
    closed = true // taking it away moves the focus, which would take it away again
    menu.remove()
  }
  const close = (typed = "") => {
    leave()
    editor.commands.focus()
    if (typed) editor.commands.insertContent(typed)
  }
  menu.addEventListener("keydown", (event) => {
    const now = buttons.indexOf(document.activeElement)
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const letter = event.key.length === 1 && buttons.findIndex((it) => it.textContent.toLowerCase().startsWith(event.key.toLowerCase()))
    if (event.key === "Enter" || event.key === " ") return
    event.preventDefault()
    if (to !== undefined) buttons[(to + buttons.length) % buttons.length].focus()
    else if (event.key === "Escape" || event.key === "Backspace") close(event.key === "Escape" ? "/" : "")
    else if (letter >= 0) buttons[letter].focus()
    else if (event.key === "/") close("/")
  })
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) leave()
  })
  const { left, bottom } = editor.view.coordsAtPos(editor.state.selection.from)
  const frame = editor.view.dom.parentElement.getBoundingClientRect()
  menu.style.insetInlineStart = `${left - frame.left}px`
  menu.style.insetBlockStart = `${bottom - frame.top + 4}px`
  editor.view.dom.parentElement.append(menu)
  buttons[0].focus()
}
