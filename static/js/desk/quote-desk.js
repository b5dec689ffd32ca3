// The quote desk: the desk reads the text and proposes who said what; the editor confirms with one key each. Nothing
// in the text changes before that, and what was confirmed or refused is not asked again.
//
// <div data-part="desk"><button data-find>…</button><p role="status"></p><ol></ol></div>
import { Plugin, crel, pm } from "django-prose-editor/editor"
import { attachRowKeys, fillRows, keepDecision } from "desk/decisions"
import { counted, sayWhatCame } from "desk/paste"
import { followed, hasMark, placesOf, textAt } from "desk/places"
import { askSpeaker } from "desk/quote-dialog"
import { newId } from "desk/quote-mark"
import { base, post } from "desk/server"
import { attachSubjectDesk } from "desk/subject-desk"

const { Decoration, DecorationSet } = pm.view
const { PluginKey } = pm.state
const KEY = new PluginKey("quoteDesk")
const A_TEXT = 60 // words: so many are read though no marks stand in them, for interviews have none
const LEVELS = { sure: "", maybe: "Which one?", who: "Who?" }

export function attachQuoteDesk(panel, form, editor) {
  const holder = panel.querySelector("[data-part=desk]")
  const status = holder.querySelector("[role=status]")
  const list = holder.querySelector(".proposals")
  const say = (words) => { status.textContent = words }
  const showSubjects = attachSubjectDesk(panel.querySelector("[data-part=subjects]"), form, editor, say)
  let rows = []
  let settled = [] // marked a moment ago: an undo brings them back

  editor.registerPlugin(underlines())
  const refresh = () => {
    rows = rows.filter((row) => stillThere(editor, row))
    editor.view.dispatch(editor.state.tr.setMeta(KEY, rows.flatMap((row) => row.places)))
    fillRows(list, rows.map((row) => rowView(row, act)))
    const sure = rows.filter(({ proposal }) => proposal.level === "sure").length
    say(rows.length ? `${rows.length} found, ${sure} of them sure. Enter accepts, X refuses, 1–3 another, S search, J joins, Shift+J splits.` : "Nothing waits to be confirmed.")
  }
  const find = async () => {
    say("Reading …")
    const body = new FormData()
    body.append("body", editor.getHTML())
    body.append("headline", form.querySelector("#id_headline")?.value || "")
    for (const { value } of form.querySelector("#id_tags")?.selectedOptions || []) body.append("tags", value)
    try {
      const { status: code, data } = await post(`${base()}quotations/`, body)
      if (code !== 200) throw new Error(data?.problem || "The text could not be read.")
      settled = []
      rows = data.proposals.map((proposal) => ({ proposal, places: placesOf(editor, proposal.pieces) })).filter(({ places }) => places)
      showSubjects(data)
      refresh()
      for (const { words, reason } of data.flags) status.append(crel("span", { className: "desk-flag", textContent: ` ${reason}: ${words}` }))
    } catch (error) {
      say(error.message)
    }
  }
  const settle = (row, verdict, who) => {
    rows = rows.filter((it) => it !== row)
    if (verdict !== "rejected") settled.push(row)
    refresh()
    keepDecision(row.proposal, verdict, who).catch((error) => say(error.message))
  }
  const act = {
    show: (row) => editor.chain().setTextSelection(row.places[0]).scrollIntoView().run(),
    refuse: (row) => settle(row, "rejected", {}),
    join: (row) => {
      const before = rows[rows.indexOf(row) - 1]
      if (!before) return
      const joined = withPieces(before, [...before.proposal.pieces, ...row.proposal.pieces], [...before.places, ...row.places])
      rows = rows.flatMap((it) => (it === before ? [joined] : it === row ? [] : [it]))
      refresh()
    },
    split: (row) => {
      const { pieces } = row.proposal
      if (pieces.length < 2) return
      const parts = [withPieces(row, pieces.slice(0, -1), row.places.slice(0, -1)), withPieces(row, pieces.slice(-1), row.places.slice(-1))]
      rows = rows.flatMap((it) => (it === row ? parts : [it]))
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
    candidate: (number) => (row) => row.proposal.candidates[number - 1] && act.accept(row, row.proposal.candidates[number - 1]),
    // Whoever it is: a person by any name, a new one, another name of one, a source who is not named.
    search: async (row) => {
      act.show(row)
      const at = rows.indexOf(row)
      const { label, name, speaker } = row.proposal
      const answer = await askSpeaker(editor.storage.quote.options, { typed: speaker ? "" : name || label, words: words(row.proposal) })
      list.children[at]?.focus()
      const { source } = answer || {}
      if (answer) act.accept(row, answer.speaker ? { id: answer.speaker, name: answer.name, source } : { label: answer.label, source })
    },
  }

  holder.querySelector("[data-find]").addEventListener("click", find)
  // A pass over the archive found some: they are there when the tab is opened.
  panel.addEventListener("tab", () => panel.querySelector("[data-tab=quotes][data-waiting]") && panel.dataset.tab === "quotes" && !rows.length && find())
  editor.view.dom.addEventListener("article-body:pasted", ({ detail }) => {
    if (!detail.quotations && detail.words < A_TEXT) return
    find().then(() => {
      if (!rows.length) return
      const nobody = rows.filter(({ proposal }) => !proposal.speaker).length
      sayWhatCame(editor, [counted(rows.length), nobody ? `${nobody} without a speaker` : "each with a speaker to confirm", detail.left])
      panel.querySelector("[data-tab=quotes]").click()
    })
  })
  editor.on("update", ({ transaction }) => {
    if (!(rows.length || settled.length) || !transaction.docChanged) return
    for (const row of [...rows, ...settled]) row.places = followed(row.places, transaction)
    const back = settled.filter((row) => stillThere(editor, row))
    settled = settled.filter((row) => !back.includes(row))
    rows = [...rows, ...back].sort((one, other) => one.places[0].from - other.places[0].from)
    refresh()
  })
  attachRowKeys(list, (item) => rows[[...list.children].indexOf(item)], {
    Enter: (row) => act.accept(row), x: act.refuse, s: act.search, j: act.join, "Shift+j": act.split,
    1: act.candidate(1), 2: act.candidate(2), 3: act.candidate(3),
  })
}

const withPieces = (row, pieces, places) => ({ proposal: { ...row.proposal, pieces }, places })

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

// Text that moved is followed; text that changed is stale and asked again with the next reading.
function stillThere(editor, row) {
  return row.places.every((place, number) => place.to > place.from && textAt(editor, place) === row.proposal.pieces[number].text) && !hasMark(editor, row.places, "quote")
}

// One quotation, one step to undo, whatever the number of its pieces.
function mark(editor, row, who) {
  const type = editor.schema.marks.quote
  const attrs = { quote: newId(), speaker: who.id || null, label: who.id ? null : who.label, source: who.source || null }
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
