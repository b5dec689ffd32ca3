// One atom for every object in the text: <figure data-embed="photo" data-id="UUID" data-props='{…}'></figure>. The
// node carries the whole object, so undo, cut, paste and restore need nothing from the server. The dialog is a Django
// form that the server renders and checks.
import { Node, Plugin, crel } from "django-prose-editor/editor"
import { card } from "desk/cards"
import { openFormDialog } from "desk/dialog"
import { attachPickers } from "desk/pickers"
import { newId } from "desk/quote-mark"
import { post } from "desk/server"

const parse = (text) => {
  try {
    return JSON.parse(text || "{}")
  } catch {
    return {}
  }
}
// The same spelling as Python's json.dumps(sort_keys=True, separators=(",", ":"), ensure_ascii=False).
const dumps = (value) =>
  JSON.stringify(value, (_key, it) =>
    it && typeof it === "object" && !Array.isArray(it) ? Object.fromEntries(Object.keys(it).sort().map((key) => [key, it[key]])) : it,
  )

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  selectable: true,
  draggable: true,
  isolating: true,
  addOptions() {
    return { kinds: {}, embedUrl: "" }
  },
  addAttributes() {
    return {
      kind: { default: null, parseHTML: (element) => element.dataset.embed, renderHTML: ({ kind }) => ({ "data-embed": kind }) },
      id: { default: null, parseHTML: (element) => element.dataset.id || null, renderHTML: ({ id }) => (id ? { "data-id": id } : {}) },
      props: { default: {}, parseHTML: (element) => parse(element.dataset.props), renderHTML: ({ props }) => ({ "data-props": dumps(props) }) },
    }
  },
  parseHTML() {
    return [{ tag: "figure[data-embed]", getAttrs: (element) => (element.dataset.embed in this.options.kinds ? null : false) }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes]
  },

  addCommands() {
    return {
      insertEmbed: (kind) => ({ editor }) => {
        const { from, to } = editor.state.selection
        const words = editor.state.doc.textBetween(from, to, " ")
        this.storage.ask(editor, kind, kind === "pullquote" ? { words } : {}).then((props) => {
          editor.commands.focus()
          if (!props) return
          const node = { type: "embed", attrs: { kind, id: newId(), props } }
          editor.chain().focus().insertContentAt(placeFor(editor.state), node, { updateSelection: true }).run()
        })
        return true
      },
      editEmbedAt: (position) => ({ editor, state }) => {
        const node = state.doc.nodeAt(position)
        if (node?.type.name !== "embed") return false
        this.storage.ask(editor, node.attrs.kind, node.attrs.props).then((props) => {
          editor.commands.focus()
          const now = placeOf(editor.state.doc, node.attrs.id)
          if (!props || now === null) return
          editor.view.dispatch(editor.state.tr.setNodeAttribute(now, "props", props))
          editor.commands.setNodeSelection(now)
        })
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { selection } = this.editor.state
        return selection.node?.type.name === "embed" ? this.editor.commands.editEmbedAt(selection.from) : false
      },
    }
  },

  addStorage() {
    const { embedUrl } = this.options
    // There is no editor yet when storage is made: who asks brings it.
    return { own: new Set(), ask: (editor, kind, props) => askForm(embedUrl, kind, props, editor) }
  },
  onCreate() {
    this.editor.state.doc.forEach((node) => node.type.name === "embed" && this.storage.own.add(node.attrs.id))
  },

  addNodeView() {
    return ({ node, editor, getPos }) => cardView(node, editor, getPos, this.options)
  },

  addProseMirrorPlugins() {
    const { own } = this.storage
    // Looks at the resulting text alone, so that cut and paste, drag and undo keep the id; a second copy gets its own.
    return [
      new Plugin({
        appendTransaction(transactions, _old, state) {
          if (!transactions.some((it) => it.docChanged)) return null
          const seen = new Set()
          let change = null
          state.doc.forEach((node, position) => {
            if (node.type.name !== "embed") return
            let { id } = node.attrs
            if (!id || seen.has(id)) {
              id = newId()
              change = (change || state.tr).setNodeMarkup(position, null, { ...node.attrs, id })
            }
            seen.add(id)
            own.add(id)
          })
          return change
        },
      }),
    ]
  },
})

function cardView(node, editor, getPos, { kinds, embedUrl }) {
  const title = kinds[node.attrs.kind] || node.attrs.kind
  const dom = crel("figure", { className: `embed embed--${node.attrs.kind}`, contentEditable: "false", role: "group", "aria-label": title })
  const inside = crel("div", { className: "embed__inside" })
  const edit = crel("button", { type: "button", textContent: "Edit", "aria-label": `Edit ${title}` })
  const remove = crel("button", { type: "button", textContent: "Remove", "aria-label": `Remove ${title}` })
  const buttons = node.attrs.kind === "ad" ? [remove] : [edit, remove]
  dom.append(crel("div", { className: "embed__head" }, [crel("span", { className: "embed__kind", textContent: title }), ...buttons]), inside)
  const paint = async ({ attrs: { kind, props } }) => {
    if (kind === "ad") return
    if (kind === "pullquote") return inside.replaceChildren(crel("p", { className: "embed__lifted", textContent: props.words }))
    const { lines, images, problem } = await card(deskBase(embedUrl), kind, props)
    inside.replaceChildren(
      ...images.map((image) => crel("img", { src: image.src, alt: image.alt, width: 120, height: 80 })),
      ...lines.map((line, place) => crel("p", { className: place ? "embed__line" : "embed__line embed__line--first", textContent: line })),
      ...(problem ? [crel("p", { className: "error", textContent: problem })] : []),
    )
  }
  paint(node)
  const again = () => paint(node)
  addEventListener("cards:changed", again)
  edit.addEventListener("click", () => editor.commands.editEmbedAt(getPos()))
  remove.addEventListener("click", () => {
    const position = getPos()
    editor.chain().focus().deleteRange({ from: position, to: position + node.nodeSize }).run()
  })
  return {
    dom,
    update(now) {
      if (now.type.name !== "embed" || now.attrs.kind !== node.attrs.kind) return false
      node = now
      paint(now)
      return true
    },
    stopEvent: (event) => Boolean(event.target.closest?.("button")) && !/drag|drop/.test(event.type),
    ignoreMutation: () => true,
    destroy: () => removeEventListener("cards:changed", again),
  }
}

// /admin/articles/article/embed/KIND/ lies below the same address as the pickers and cards.
export const deskBase = (embedUrl) => embedUrl.replace(/embed\/KIND\/$/, "")

async function call(url, fields) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const { status, data } = await post(url, body)
  if (status !== 200) throw new Error(`The form could not be opened (${status}).`)
  return data
}

// Resolves to the props that the server has checked, or to null.
async function askForm(embedUrl, kind, props, editor) {
  const url = embedUrl.replace("KIND", kind)
  const first = await call(url, { open: "1", props: JSON.stringify(props) })
  if (first.props) return first.props // nothing to ask: an ad slot
  const answer = await openFormDialog(first.html, {
    attach: (holder) => attachPickers(holder, deskBase(embedUrl)),
    send: (data) => call(url, { ...Object.fromEntries(data), ...(kind === "pullquote" ? { body: editor.getHTML() } : {}) }),
  })
  return answer?.props || null
}

function placeOf(doc, id) {
  let found = null
  doc.forEach((node, position) => {
    if (node.type.name === "embed" && node.attrs.id === id) found = position
  })
  return found
}

// Embeds stand at the top level: after the block of the cursor, or in the place of an empty paragraph.
function placeFor({ selection }) {
  const { $from, $to, to, node } = selection
  if (node) return to
  if ($from.depth === 0) return $from.pos
  const top = $from.node(1)
  if (top.isTextblock && top.content.size === 0) return { from: $from.before(1), to: $from.after(1) }
  return $to.after(1)
}
