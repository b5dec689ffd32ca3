// Words that somebody said, as an inline mark: <q data-quote="UUID" data-speaker="12">“…”</q>. Two marks with one id
// are one quotation, split around its attribution. The stored HTML carries ids alone; names and colours are
// decorations, so that a body which was opened and not changed serialises to exactly the stored string.
import { Mark, Plugin, crel, pm } from "django-prose-editor/editor"
import { askSpeaker, lastSpeaker } from "desk/quote-dialog"
import { say } from "desk/toolbar"

const { Decoration, DecorationSet } = pm.view
const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.dataset[name] || null,
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
})

export const QuoteMark = Mark.create({
  name: "quote",
  inclusive: false, // what is typed after a quotation is not part of it
  priority: 2000, // outermost: bold, italic and links stand inside the <q>
  addOptions() {
    return { people: {}, peopleUrl: "", addPersonUrl: "", addAliasUrl: "", sourcesUrl: "" }
  },
  addAttributes() {
    // In the order in which the server writes them.
    return { quote: attribute("quote"), speaker: attribute("speaker"), label: attribute("label"), source: attribute("source") }
  },
  parseHTML() {
    return [{ tag: "q" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["q", HTMLAttributes, 0]
  },

  // Names by id: what the form came with, and who was picked since. (Options are copied; storage is not.)
  addStorage() {
    const names = { ...this.options.people }
    return { names, options: { ...this.options, people: names } }
  },

  addCommands() {
    return {
      // Opens the speaker's dialog for the selected words, or for the quotation that the cursor stands in.
      markQuote: () => ({ editor }) => {
        selectMarked(editor)
        const { from, to, empty } = editor.state.selection
        if (empty) {
          say(editor, "Select the words that were said, then press Quote again.")
          return true
        }
        const now = marksIn(editor.state, from, to)[0]?.attrs
        const before = quoteBefore(editor.state, from)
        askSpeaker(this.storage.options, { ...now, words: editor.state.doc.textBetween(from, to, " "), before }).then((answer) => {
          editor.commands.focus()
          if (answer === null) return
          if (answer.remove) return void editor.chain().setTextSelection({ from, to }).unsetMark("quote").run()
          if (answer.name) this.storage.names[answer.speaker] = answer.name
          const quote = now?.quote || (answer.join && before?.quote) || newId()
          const attrs = { quote, speaker: answer.speaker || null, label: answer.label || null, source: answer.source || null }
          changeWhole(editor, attrs, from, to)
        })
        return true
      },
      // The same speaker as before, in one key.
      markAsBefore: () => ({ editor }) => {
        const { from, to, empty } = editor.state.selection
        const last = lastSpeaker()
        if (!last || empty) return editor.commands.markQuote()
        const before = quoteBefore(editor.state, from)
        const continues = before?.speaker === last.id
        changeWhole(editor, { quote: continues ? before.quote : newId(), speaker: last.id, label: null, source: continues ? before.source : null }, from, to)
        return true
      },
      unmarkQuote: () => ({ editor, chain }) => {
        selectMarked(editor)
        return chain().unsetMark("quote").run()
      },
    }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-q": () => this.editor.commands.markQuote(),
      "Mod-Alt-Shift-q": () => this.editor.commands.markAsBefore(),
    }
  },

  addProseMirrorPlugins() {
    const { names } = this.storage
    const paint = (doc) => DecorationSet.create(doc, decorations(doc, names))
    return [
      new Plugin({
        state: {
          init: (_config, state) => paint(state.doc),
          apply: (transaction, old) => (transaction.docChanged ? paint(transaction.doc) : old),
        },
        props: {
          decorations(state) {
            return this.getState(state)
          },
        },
      }),
      new Plugin({ appendTransaction: (transactions, _old, state) => ownIds(transactions, state) }),
    ]
  },
})

// Every quotation in the order of the text: [{ attrs, pieces: [{from, to, text}] }]. The panels beside the text read it.
export function quotesIn(doc) {
  const found = new Map()
  doc.descendants((node, position) => {
    const mark = node.isText && node.marks.find((it) => it.type.name === "quote")
    if (!mark) return
    const entry = found.get(mark.attrs.quote) || { attrs: mark.attrs, pieces: [] }
    const last = entry.pieces.at(-1)
    if (last && last.to === position) {
      last.to += node.nodeSize
      last.text += node.text
    } else entry.pieces.push({ from: position, to: position + node.nodeSize, text: node.text })
    found.set(mark.attrs.quote, entry)
  })
  return [...found.values()]
}

function decorations(doc, names) {
  const voices = new Map()
  return quotesIn(doc).flatMap(({ attrs, pieces }) => {
    const who = attrs.speaker || attrs.label
    if (who && !voices.has(who)) voices.set(who, (voices.size % 4) + 1)
    const name = attrs.speaker ? names[attrs.speaker] || `Person ${attrs.speaker}` : attrs.label
    const shown = who ? { class: "said", "data-v": String(voices.get(who)), "data-who": name } : { class: "said said--nobody", "data-who": "Who said this?" }
    return pieces.map(({ from, to }, place) => Decoration.inline(from, to, place ? { ...shown, "data-who": `${shown["data-who"]}, continued` } : shown))
  })
}

// A mark that another story's text was pasted with keeps its id here; the server gives it one of its own. A mark
// without an id (a pasted <q>) gets one at once, so that its pieces stay together.
function ownIds(transactions, state) {
  if (!transactions.some((it) => it.docChanged)) return null
  let change = null
  state.doc.descendants((node, position) => {
    const mark = node.isText && node.marks.find((it) => it.type.name === "quote" && !it.attrs.quote)
    if (!mark) return
    const type = state.schema.marks.quote
    change = (change || state.tr).addMark(position, position + node.nodeSize, type.create({ ...mark.attrs, quote: newId() }))
  })
  return change
}

function marksIn(state, from, to) {
  const found = []
  state.doc.nodesBetween(from, to, (node) => {
    const mark = node.isText && node.marks.find((it) => it.type.name === "quote")
    if (mark) found.push(mark)
  })
  return found
}

// With only a cursor inside a quotation, that whole piece is meant.
function selectMarked(editor) {
  const { empty, $from } = editor.state.selection
  if (empty && $from.marks().some((mark) => mark.type.name === "quote")) editor.commands.extendMarkRange("quote")
}

// The quotation that ends before this place in the same paragraph: what a split quotation continues.
function quoteBefore(state, position) {
  const start = state.doc.resolve(position).start()
  return marksIn(state, start, Math.max(start, position)).at(-1)?.attrs
}

// Speaker and source belong to the quotation, so all its pieces change with one of them; one step to undo.
function changeWhole(editor, attrs, from, to) {
  const type = editor.schema.marks.quote
  const change = editor.state.tr.removeMark(from, to, type).addMark(from, to, type.create(attrs))
  for (const { attrs: other, pieces } of quotesIn(editor.state.doc))
    if (other.quote === attrs.quote)
      for (const piece of pieces) change.removeMark(piece.from, piece.to, type).addMark(piece.from, piece.to, type.create(attrs))
  editor.view.dispatch(change.setMeta("addToHistory", true))
  editor.commands.setTextSelection(to)
}

// crypto.randomUUID exists only in secure contexts (https, localhost).
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 15) | 64
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
