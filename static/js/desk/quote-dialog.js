// Who said the words, and where: the dialog of a quotation, and what its list of people ends with.
import { crel } from "django-prose-editor/editor"
import { attachCombobox } from "desk/combobox"
import { openDialog } from "desk/dialog"
import { findPeople } from "desk/people"
import { get, post } from "desk/server"

let last = null

// { id, name } of whoever was picked last.
export const lastSpeaker = () => last

// Asks who said `now.words`. `now` has a quotation's attributes where they are marked already, `before` those of the
// quotation that ends before them, `typed` a name to begin with. Resolves to { speaker, name } or { label }, each with
// `source` and with `join` for a piece of the quotation before; to { remove }; or to null.
export async function askSpeaker(options, now) {
  const known = now.typed !== undefined ? null : now.speaker ? { id: now.speaker, name: options.people[now.speaker] } : last
  const mayJoin = Boolean(now.before && !now.quote && now.typed === undefined)
  const answer = await openDialog((close) => {
    const name = crel("input", { id: "quote-speaker", type: "text", autocomplete: "off", value: now.typed || now.label || known?.name || "" })
    const join = crel("input", { id: "quote-join", type: "checkbox", checked: mayJoin })
    const source = crel("input", { id: "quote-source", type: "text", autocomplete: "off", placeholder: storysSource() })
    const problem = crel("p", { className: "error", id: "quote-problem", role: "alert", hidden: true })
    const picked = { speaker: now.label ? "" : known?.id || "", label: now.label || "", name: known?.name || "", source: now.source || "" }
    const form = crel("form", { className: "desk-form", noValidate: true }, [
      crel("h2", { textContent: "Who said this?" }),
      crel("blockquote", { className: "desk-form__words", textContent: now.words || "" }),
      crel("p", {}, [crel("label", { htmlFor: "quote-speaker", textContent: "Speaker" }), name, problem]),
      ...(mayJoin ? [crel("p", { className: "desk-form__check" }, [join, crel("label", { htmlFor: "quote-join", textContent: "Continues the quotation before it" })])] : []),
      crel("p", {}, [crel("label", { htmlFor: "quote-source", textContent: "Said to or in (empty: as the story)" }), source]),
      crel("p", { className: "desk-form__buttons" }, [
        crel("button", { type: "submit", className: "button default", textContent: now.quote ? "Change" : "Mark" }),
        crel("button", { type: "button", className: "button", textContent: "Cancel", onclick: () => close(null) }),
        ...(now.quote ? [crel("button", { type: "button", className: "button", textContent: "Not a quotation", onclick: () => close({ remove: true }) })] : []),
      ]),
    ])
    const speakers = attachCombobox(name, {
      label: "People",
      search: (typed) => fetchPeople(options, typed),
      pick: (choice) => Object.assign(picked, { speaker: choice.id || "", label: choice.label || "", name: choice.name || "" }),
      clear: () => Object.assign(picked, { speaker: "", label: "", name: "" }),
    })
    const sources = attachCombobox(source, {
      label: "Sources",
      search: (typed) => findSources(`${options.sourcesUrl}?q=${encodeURIComponent(typed)}`),
      pick: ({ id }) => { picked.source = id },
      clear: () => { picked.source = "" },
    })
    if (now.source) findSources(`${options.sourcesUrl}?id=${now.source}`).then(([row]) => { source.value ||= row?.name || "" })
    name.addEventListener("input", () => { join.checked = false })
    form.addEventListener("submit", async (event) => {
      event.preventDefault()
      await speakers.settled()
      await sources.settled()
      if (source.value.trim() && !picked.source) return refuse(source, problem, "Pick where it was said from the list, or leave that empty.")
      if (picked.speaker || picked.label) return close({ ...picked, join: join.checked })
      refuse(name, problem, "Pick a person from the list, or the unnamed source at its end.")
    })
    name.select()
    return form
  })
  if (answer?.speaker) last = { id: answer.speaker, name: answer.name }
  return answer
}

function refuse(input, problem, words) {
  problem.hidden = false
  problem.textContent = words
  input.after(problem)
  input.setAttribute("aria-invalid", "true")
  input.setAttribute("aria-describedby", problem.id)
  input.focus()
}

// What a quotation without a source of its own is taken to be said to.
const storysSource = () => document.querySelector("#id_source")?.selectedOptions[0]?.text.replace(/^-+$/, "") || ""

async function findSources(url) {
  const { status, data } = await get(url)
  if (status !== 200) throw new Error(`Sources could not be searched (${status}).`)
  return data.results
}

// People by name and alias, then what else the words may be: a new person, or a source who is not named.
async function fetchPeople({ peopleUrl, addPersonUrl, addAliasUrl }, typed) {
  const people = await findPeople(peopleUrl, typed)
  const words = typed.trim()
  if (!words) return people
  const add = { name: words, text: `Add “${words}” as a person`, make: () => send(addPersonUrl, { name: words }) }
  const alias = { name: words, text: `“${words}” is another name of …`, make: () => addAlias({ peopleUrl, addAliasUrl }, words) }
  return [...people, ...(addPersonUrl ? [add] : []), ...(addAliasUrl ? [alias] : []), { label: words, name: "", text: `Unnamed source: “${words}”` }]
}

// Asks whose other name it is, and keeps it, so that it finds them from now on.
async function addAlias({ peopleUrl, addAliasUrl }, alias) {
  const owner = await openDialog((close) => {
    const name = crel("input", { id: "alias-owner", type: "text", autocomplete: "off" })
    const problem = crel("p", { className: "error", role: "alert", hidden: true, textContent: "Pick a person from the list." })
    let picked = null
    const form = crel("form", { className: "desk-form", noValidate: true }, [
      crel("h2", { textContent: `Whose other name is “${alias}”?` }),
      crel("p", {}, [crel("label", { htmlFor: "alias-owner", textContent: "Person" }), name, problem]),
      crel("p", { className: "desk-form__buttons" }, [
        crel("button", { type: "submit", className: "button default", textContent: "Keep this name" }),
        crel("button", { type: "button", className: "button", textContent: "Cancel", onclick: () => close(null) }),
      ]),
    ])
    attachCombobox(name, { label: "People", search: (typed) => findPeople(peopleUrl, typed), pick: (choice) => { picked = choice.id }, clear: () => { picked = null } })
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
