// What the story is about: people and films that it names and does not link yet, and tags with their reasons. Each is
// confirmed or refused with one key; a link is one step to undo.
//
// <ol data-part="subjects"></ol>
import { crel } from "django-prose-editor/editor"
import { attachRowKeys, fillRows, keepDecision } from "desk/decisions"
import { followed, hasMark, placesOf, textAt } from "desk/places"

// Returns show({ links, tags }): the desk's answer, as rows.
export function attachSubjectDesk(list, form, editor, say) {
  let rows = []
  const isOpen = (row) => !row.places || (textAt(editor, row.places[0]) === row.proposal.pieces[0].text && !hasMark(editor, row.places, "reference"))
  const refresh = () => {
    rows = rows.filter(isOpen)
    fillRows(list, rows.map((row) => rowView(row, act)))
  }
  const settle = (row, verdict) => {
    rows = rows.filter((it) => it !== row)
    refresh()
    keepDecision(row.proposal, verdict).catch((error) => say(error.message))
  }
  const act = {
    show: ({ places }) => places && editor.chain().setTextSelection(places[0]).scrollIntoView().run(),
    accept: (row) => {
      if (row.places) link(editor, row)
      else addTag(form, row.proposal)
      settle(row, "accepted")
    },
    refuse: (row) => settle(row, "rejected"),
  }
  attachRowKeys(list, (item) => rows[[...list.children].indexOf(item)], { Enter: act.accept, x: act.refuse })
  editor.on("update", ({ transaction }) => {
    if (!rows.length || !transaction.docChanged) return
    for (const row of rows) if (row.places) row.places = followed(row.places, transaction)
    refresh()
  })
  return ({ links, tags }) => {
    const linked = links.map((proposal) => ({ proposal, places: placesOf(editor, proposal.pieces) })).filter(({ places }) => places)
    rows = [...linked, ...tags.map((proposal) => ({ proposal, places: null }))]
    refresh()
  }
}

function rowView(row, act) {
  const { name, why } = row.proposal
  const does = row.places ? "Link" : "Add the tag"
  const button = (text, label, run) => crel("button", { type: "button", textContent: text, "aria-label": `${label}: ${name}`, onclick: run })
  return crel("li", { tabIndex: 0, "data-level": "fine", onfocus: (event) => event.target.localName === "li" && act.show(row) }, [
    crel("b", { textContent: row.places ? `Link ${name}` : `Tag ${name}` }),
    crel("small", { textContent: why }),
    crel("span", { className: "proposal__keys" }, [button(does, does, () => act.accept(row)), button("Refuse", "Refuse", () => act.refuse(row))]),
  ])
}

function link(editor, { places, proposal }) {
  const mark = editor.schema.marks.reference.create({ ref: proposal.ref })
  editor.view.dispatch(editor.state.tr.addMark(places[0].from, places[0].to, mark))
}

function addTag(form, { id, name }) {
  const select = form.querySelector("#id_tags")
  const option = [...select.options].find(({ value }) => value === id) || select.appendChild(new Option(name, id))
  option.selected = true
  select.dispatchEvent(new Event("change", { bubbles: true }))
}
