// The quote desk: the desk reads the text and proposes who said what; the editor confirms with one key each. Nothing
// in the text changes before that, and what was confirmed or refused is not asked again.
//
// <div data-part="desk"><button data-find>…</button><p role="status"></p><ol></ol></div>
import { Plugin, crel, pm } from "django-prose-editor/editor"
import { newId } from "desk/quote-mark"
import { base, post } from "desk/server"

const { Decoration, DecorationSet } = pm.view
const { PluginKey } = pm.state
const KEY = new PluginKey("quoteDesk")
const LEVELS = { sure: "", maybe: "Which one?", who: "Who?" }

export function attachQuoteDesk(panel, form, editor) {
  const holder = panel.querySelector("[data-part=desk]")
  const status = holder.querySelector("[role=status]")
  const list = holder.querySelector("ol")
  let rows = []

  editor.registerPlugin(underlines())
  const refresh = () => {
    rows = rows.filter((row) => stillThere(editor, row))
    editor.view.dispatch(editor.state.tr.setMeta(KEY, rows.flatMap((row) => row.places)))
    const at = [...list.children].indexOf(document.activeElement?.closest("li"))
    list.replaceChildren(...rows.map((row) => rowView(row, act)))
    if (at >= 0) list.children[Math.min(at, rows.length - 1)]?.focus()
    const sure = rows.filter(({ proposal }) => proposal.level === "sure").length
    status.textContent = rows.length ? `${rows.length} found, ${sure} of them sure. Enter accepts, X refuses, 1–3 another, S search.` : "Nothing waits to be confirmed."
  }
  const find = async () => {
    status.textContent = "Reading …"
    const body = new FormData()
    body.append("body", editor.getHTML())
    try {
      const { status: code, data } = await post(`${base()}quotations/`, body)
      if (code !== 200) throw new Error(data?.problem || "The text could not be read.")
      rows = data.proposals.map((proposal) => ({ proposal, places: placesOf(editor, proposal) })).filter(({ places }) => places)
      refresh()
    } catch (error) {
      status.textContent = error.message
    }
  }
  const act = {
    show: (row) => editor.chain().setTextSelection(row.places[0]).scrollIntoView().run(),
    refuse: (row) => settle(row, "rejected", {}),
    join: (row) => {
      const before = rows[rows.indexOf(row) - 1]
      if (!before) return
      before.places.push(...row.places)
      before.proposal = { ...before.proposal, pieces: [...before.proposal.pieces, ...row.proposal.pieces] }
      rows = rows.filter((it) => it !== row)
      refresh()
    },
    accept: (row, choice) => {
      const proposed = row.proposal.speaker || (row.proposal.label ? { label: row.proposal.label } : null)
      const who = choice || proposed
      if (!who) return act.search(row)
      mark(editor, row, who)
      const same = proposed && proposed.id === who.id && proposed.label === who.label
      settle(row, same ? "accepted" : "changed", who)
    },
    search: (row) => {
      act.show(row)
      editor.commands.markQuote()
      const marked = () => {
        if (stillFree(editor, row)) return
        editor.off("update", marked)
        rows = rows.filter((it) => it !== row)
        refresh()
      }
      editor.on("update", marked)
    },
  }
  const settle = (row, verdict, who) => {
    rows = rows.filter((it) => it !== row)
    refresh()
    if (!/\/\d+\/$/.test(base())) return // a story that is not saved yet keeps no record of decisions
    const body = new FormData()
    for (const [name, value] of Object.entries({ verdict, proposal: JSON.stringify(row.proposal), speaker: who.id || "", label: who.label || "" })) body.append(name, value)
    post(`${base()}quotations/decide/`, body).catch((error) => { status.textContent = error.message })
  }

  holder.querySelector("[data-find]").addEventListener("click", find)
  editor.view.dom.addEventListener("article-body:pasted", ({ detail }) => {
    if (!detail.quotations) return
    panel.querySelector("[data-tab=quotes]").click()
    find()
  })
  editor.on("update", ({ transaction }) => {
    if (!rows.length || !transaction.docChanged) return
    for (const row of rows) row.places = row.places.map(({ from, to }) => ({ from: transaction.mapping.map(from, 1), to: transaction.mapping.map(to, -1) }))
    refresh()
  })
  list.addEventListener("keydown", (event) => keys(event, list, rows, act))
}

function keys(event, list, rows, act) {
  const item = event.target.closest("li")
  const row = rows[[...list.children].indexOf(item)]
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return
  const candidate = /^[1-3]$/.test(event.key) && row.proposal.candidates[Number(event.key) - 1]
  const run =
    candidate ? () => act.accept(row, candidate)
    : event.key === "Enter" && event.target === item ? () => act.accept(row)
    : { x: () => act.refuse(row), s: () => act.search(row), j: () => act.join(row), ArrowDown: () => item.nextElementSibling?.focus(), ArrowUp: () => item.previousElementSibling?.focus() }[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  if (!run) return
  event.preventDefault()
  run()
}

function rowView(row, act) {
  const { proposal } = row
  const who = proposal.speaker?.name || proposal.label || proposal.name || LEVELS[proposal.level] || "Who?"
  const button = (text, name, run) => crel("button", { type: "button", textContent: text, "aria-label": `${name}: ${words(proposal)}`, onclick: run })
  const others = proposal.candidates.filter(({ id }) => id !== proposal.speaker?.id)
  return crel("li", { tabIndex: 0, "data-level": proposal.level === "sure" ? "fine" : "ask", onfocus: (event) => event.target.localName === "li" && act.show(row) }, [
    crel("b", { textContent: who }),
    crel("span", { className: "proposal__words", textContent: words(proposal) }),
    crel("small", { textContent: proposal.why }),
    crel("span", { className: "proposal__keys" }, [
      ...(proposal.speaker || proposal.label ? [button("Accept", "Accept", () => act.accept(row))] : []),
      ...others.map((it) => button(it.name, `Said by ${it.name}`, () => act.accept(row, it))),
      button("Search", "Search the speaker", () => act.search(row)),
      button("Refuse", "Not a quotation", () => act.refuse(row)),
    ]),
  ])
}

const words = ({ pieces }) => pieces.map(({ text }) => text).join(" … ")

// The desk counts code points in blocks; the editor counts UTF-16 units in its document.
function placesOf(editor, { pieces }) {
  const blocks = []
  editor.state.doc.descendants((node, position) => {
    if (node.isTextblock) blocks.push({ node, start: position + 1 })
  })
  const places = pieces.map(({ block, start, end, text }) => {
    const found = blocks[block]
    if (!found) return null
    const units = [...textOf(found.node)]
    const before = units.slice(0, start).join("").length
    const length = units.slice(start, end).join("").length
    const place = { from: found.start + before, to: found.start + before + length, text }
    return textBetween(editor, place) === text ? place : null
  })
  return places.every(Boolean) ? places : null
}

const textOf = (node) => node.textBetween(0, node.content.size, "\n", " ")
const textBetween = (editor, { from, to }) => editor.state.doc.textBetween(from, to, "\n", " ")

// Text that moved is followed; text that changed is stale and asked again with the next reading.
function stillThere(editor, row) {
  return row.places.every((place, number) => place.to > place.from && textBetween(editor, place) === row.proposal.pieces[number].text) && stillFree(editor, row)
}

function stillFree(editor, row) {
  const type = editor.schema.marks.quote
  return !row.places.some(({ from, to }) => editor.state.doc.rangeHasMark(from, to, type))
}

// One quotation, one step to undo, whatever the number of its pieces.
function mark(editor, row, who) {
  const type = editor.schema.marks.quote
  const attrs = { quote: newId(), speaker: who.id || null, label: who.id ? null : who.label, source: null }
  if (who.id) editor.storage.quote.names[who.id] = who.name
  const change = editor.state.tr
  for (const { from, to } of row.places) change.addMark(from, to, type.create(attrs))
  editor.view.dispatch(change)
}

function underlines() {
  return new Plugin({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, old, _before, state) {
        const places = transaction.getMeta(KEY)
        if (places) return DecorationSet.create(state.doc, places.map(({ from, to }) => Decoration.inline(from, to, { class: "proposed" })))
        return old.map(transaction.mapping, transaction.doc)
      },
    },
    props: {
      decorations(state) {
        return KEY.getState(state)
      },
    },
  })
}
