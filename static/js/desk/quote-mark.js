// Words that somebody said, as an inline mark: <q data-quote="UUID" data-speaker="12">“…”</q>. Two marks with one id
// are one quotation, split around its attribution. The stored HTML carries ids alone; names and colours are
// decorations, so that a body which was opened and not changed serialises to exactly the stored string.
import { Mark, Plugin, crel, pm } from "django-prose-editor/editor"
import { attachCombobox } from "desk/combobox"
import { openDialog } from "desk/dialog"
import { post } from "desk/server"

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
    return { people: {}, peopleUrl: "", addPersonUrl: "", addAliasUrl: "" }
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
          announce(editor, "Select the words that were said, then press Quote again.")
          return true
        }
        const now = marksIn(editor.state, from, to)[0]?.attrs
        askSpeaker(editor, this.storage.options, now || {}).then((answer) => {
          editor.commands.focus()
          if (answer === null) return
          if (answer.remove) return void editor.chain().setTextSelection({ from, to }).unsetMark("quote").run()
          if (answer.name) this.storage.names[answer.speaker] = answer.name
          const quote = now?.quote || (answer.join && quoteBefore(editor.state, from)?.quote) || newId()
          const attrs = { quote, speaker: answer.speaker || null, label: answer.label || null, source: now?.source || null }
          changeWhole(editor, attrs, from, to)
        })
        return true
      },
      // The same speaker as before, in one key.
      markAsBefore: () => ({ editor }) => {
        const { from, to, empty } = editor.state.selection
        if (!lastSpeaker || empty) return editor.commands.markQuote()
        const before = quoteBefore(editor.state, from)
        const quote = before?.speaker === lastSpeaker.id ? before.quote : newId()
        changeWhole(editor, { quote, speaker: lastSpeaker.id, label: null, source: null }, from, to)
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

let lastSpeaker = null

// Asks who said the selected words. `now` is a quotation's attributes, or { typed }: a name to begin with. Resolves to
// { speaker, name } or { label }, with `join` for a piece of the quotation before; { remove }; or null.
export async function askSpeaker(editor, options, now) {
  const before = now.typed === undefined && quoteBefore(editor.state, editor.state.selection.from)
  const known = now.typed !== undefined ? null : now.speaker ? { id: now.speaker, name: options.people[now.speaker] } : lastSpeaker
  const answer = await openDialog((close) => {
    const name = crel("input", { id: "quote-speaker", type: "text", autocomplete: "off", value: now.typed || now.label || known?.name || "" })
    const join = crel("input", { id: "quote-join", type: "checkbox", checked: Boolean(before && !now.quote) })
    const problem = crel("p", { className: "error", id: "quote-problem", role: "alert", hidden: true })
    const picked = { speaker: now.label ? "" : known?.id || "", label: now.label || "", name: known?.name || "" }
    const form = crel("form", { className: "desk-form", noValidate: true }, [
      crel("h2", { id: "dialog-title", textContent: "Who said this?" }),
      crel("blockquote", { className: "desk-form__words", textContent: selectedWords(editor) }),
      crel("p", {}, [crel("label", { htmlFor: "quote-speaker", textContent: "Speaker" }), name, problem]),
      ...(before && !now.quote ? [crel("p", { className: "desk-form__check" }, [join, crel("label", { htmlFor: "quote-join", textContent: "Continues the quotation before it" })])] : []),
      crel("p", { className: "desk-form__buttons" }, [
        crel("button", { type: "submit", className: "button default", textContent: now.quote ? "Change" : "Mark" }),
        crel("button", { type: "button", className: "button", textContent: "Cancel", onclick: () => close(null) }),
        ...(now.quote ? [crel("button", { type: "button", className: "button", textContent: "Not a quotation", onclick: () => close({ remove: true }) })] : []),
      ]),
    ])
    const combobox = attachCombobox(name, {
      label: "People",
      search: (typed) => fetchPeople(options, typed),
      pick: (choice) => Object.assign(picked, { speaker: choice.id || "", label: choice.label || "", name: choice.name || "" }),
      clear: () => Object.assign(picked, { speaker: "", label: "", name: "" }),
    })
    name.addEventListener("input", () => { join.checked = false })
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      await combobox.settled()
      if (picked.speaker || picked.label) return close({ ...picked, join: join.checked })
      problem.hidden = false
      problem.textContent = "Pick a person from the list, or the unnamed source at its end."
      name.setAttribute("aria-invalid", "true")
      name.setAttribute("aria-describedby", "quote-problem")
      name.focus()
    })
    name.select()
    return form
  })
  if (answer?.speaker) lastSpeaker = { id: answer.speaker, name: answer.name }
  return answer
}

function selectedWords(editor) {
  const { from, to } = editor.state.selection
  return editor.state.doc.textBetween(from, to, " ")
}

// People by name and alias, then what else the words may be: a new person, or a source who is not named.
async function fetchPeople({ peopleUrl, addPersonUrl, addAliasUrl }, typed) {
  const response = await fetch(`${peopleUrl}?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" })
  if (!response.ok) throw new Error(`People could not be searched (${response.status}).`)
  const { results } = await response.json()
  const people = results.map((person) => ({ ...person, note: [person.alias && `also “${person.alias}”`, person.role].filter(Boolean).join(" · ") }))
  const words = typed.trim()
  if (!words) return people
  const add = { name: words, text: `Add “${words}” as a person`, make: () => addPerson(addPersonUrl, words) }
  const alias = { name: words, text: `“${words}” is another name of …`, make: () => addAlias({ peopleUrl, addAliasUrl }, words) }
  return [...people, ...(addPersonUrl ? [add] : []), ...(addAliasUrl ? [alias] : []), { label: words, name: "", text: `Unnamed source: “${words}”` }]
}

const addPerson = (url, name) => send(url, { name })

// Asks whose other name it is, and keeps it, so that it finds them from now on.
async function addAlias({ peopleUrl, addAliasUrl }, alias) {
  const owner = await openDialog((close) => {
    const name = crel("input", { id: "alias-owner", type: "text", autocomplete: "off" })
    const problem = crel("p", { className: "error", role: "alert", hidden: true, textContent: "Pick a person from the list." })
    let picked = null
    const form = crel("form", { className: "desk-form", noValidate: true }, [
      crel("h2", { id: "dialog-title", textContent: `Whose other name is “${alias}”?` }),
      crel("p", {}, [crel("label", { htmlFor: "alias-owner", textContent: "Person" }), name, problem]),
      crel("p", { className: "desk-form__buttons" }, [
        crel("button", { type: "submit", className: "button default", textContent: "Keep this name" }),
        crel("button", { type: "button", className: "button", textContent: "Cancel", onclick: () => close(null) }),
      ]),
    ])
    attachCombobox(name, { label: "People", search: (typed) => fetchPeople({ peopleUrl }, typed).then((found) => found.filter(({ id }) => id)), pick: (choice) => { picked = choice.id }, clear: () => { picked = null } })
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      problem.hidden = Boolean(picked)
      if (picked) close(picked)
    })
    return form
  })
  if (!owner) throw new Error("Nobody was picked.")
  return send(addAliasUrl, { person: owner, name: alias })
}

async function send(url, fields) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const { status, data } = await post(url, body)
  if (status !== 200) throw new Error(data?.problem || "That could not be kept.")
  return data
}

function announce(editor, words) {
  editor.view.dom.dispatchEvent(new CustomEvent("article-body:say", { bubbles: true, detail: { words } }))
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
