// Fields that pick a photo or a film by its words, in a dialog that the server made:
//
// <div class="desk-pick" data-picks="photo" data-field="photo" [data-many]>
//   <input type="text" id="pick-photo"> <input type="hidden" name="photo"> <input type="file"> <progress> <p role="status">
import { crel } from "django-prose-editor/editor"
import { attachCombobox } from "desk/combobox"
import { forgetCards } from "desk/cards"
import { openRowDialog } from "desk/row-dialog"
import { get, post } from "desk/server"

const FIND = { photo: "photos/", visual: "visuals/" }

export function attachPickers(holder, base) {
  return [...holder.querySelectorAll(".desk-pick")].map((pick) => attach(pick, base))
}

function attach(pick, base) {
  const kind = pick.dataset.picks
  const many = "many" in pick.dataset
  const shown = pick.querySelector("input[type=text]")
  const hidden = pick.querySelector("input[type=hidden]")
  const say = pick.querySelector("[role=status]")
  const list = crel("ol", { className: "desk-pick__list" })
  if (many) say.before(list)
  let rows = []

  const show = () => {
    hidden.value = rows.length ? JSON.stringify(rows.map(({ id }) => Number(id))) : ""
    list.replaceChildren(...rows.map((row, place) => item(row, place)))
  }
  const item = (row, place) => {
    const button = (text, name, act) => crel("button", { type: "button", textContent: text, "aria-label": `${name}: ${row.name}`, onclick: () => { act(); show() } })
    return crel("li", {}, [
      ...(row.thumb ? [crel("img", { src: row.thumb, alt: "", width: 60, height: 40 })] : []),
      crel("span", { textContent: row.name }),
      button("↑", "Earlier", () => place && rows.splice(place - 1, 0, ...rows.splice(place, 1))),
      button("↓", "Later", () => rows.splice(place + 1, 0, ...rows.splice(place, 1))),
      button("×", "Leave out", () => rows.splice(place, 1)),
    ])
  }
  const take = (row) => {
    if (many) {
      if (!rows.some(({ id }) => id === row.id)) rows.push(row)
      show()
      shown.value = ""
    } else {
      hidden.value = row.id
      shown.value = row.name
    }
    tell()
  }
  // A photo's own words and crops are for all its uses; what the dialog holds is for this one.
  const words = crel("button", { type: "button", className: "button", textContent: "Its own words and crops …", hidden: true })
  const tell = () => { words.hidden = kind !== "photo" || many || !hidden.value }
  words.addEventListener("click", () => changeWords(base, hidden.value).then((row) => row && take(row), (error) => { say.textContent = error.message }))
  say.before(words)
  tell()
  const combobox = attachCombobox(shown, {
    label: kind === "photo" ? "Photos" : "Films and videos",
    search: (typed) => find(base, kind, typed),
    pick: take,
    clear: () => {
      if (!many) hidden.value = ""
      tell()
    },
  })
  attachFiles(pick, base, take, say)
  const before = many ? JSON.parse(hidden.value || "[]") || [] : [] // an empty one comes back from the server as null
  if (before.length) restore(before, base).then((found) => { rows = found; show() })
  else if (many) show()
  return combobox
}

// Resolves to the photo's row, or to null where it was left as it was.
export async function changeWords(base, id) {
  const row = await openRowDialog(`${base}photos/${id}/words/`)
  if (row) forgetCards()
  return row
}

async function find(base, kind, typed) {
  const { status, data } = await get(`${base}${FIND[kind]}?q=${encodeURIComponent(typed)}`)
  if (status !== 200) throw new Error("The search failed.")
  const words = typed.trim()
  const add = { name: words, text: `Add “${words}” as a film or video`, make: () => addVisual(base, words) }
  return [...data.results, ...(kind === "visual" && words ? [add] : [])]
}

// A film that is not there yet is made with its credits.
async function addVisual(base, title) {
  const row = await openRowDialog(`${base}visuals/add/?title=${encodeURIComponent(title)}`)
  if (!row) throw new Error("It was not added.")
  return row
}

// The pictures of a gallery that is edited again come with their cards.
async function restore(ids, base) {
  const body = new FormData()
  body.append("embeds", JSON.stringify(ids.map((id) => ({ kind: "photo", props: { photo: id } }))))
  const { data } = await post(`${base}cards/`, body)
  return ids.map((id, place) => ({ id: String(id), name: data.cards[place].lines[0] || `Photo ${id}`, thumb: data.cards[place].images[0]?.src || "" }))
}

function attachFiles(pick, base, take, say) {
  const input = pick.querySelector("input[type=file]")
  if (!input) return
  const progress = pick.querySelector("progress")
  const send = (files) => uploadAll(files, base, { take, say: (words) => { say.textContent = words }, progress })
  input.addEventListener("change", () => send([...input.files]))
  pick.addEventListener("dragover", (event) => event.preventDefault())
  pick.addEventListener("drop", (event) => {
    event.preventDefault()
    send([...event.dataTransfer.files])
  })
}

// One after the other, each told of; a file that is refused says why and stops nothing.
export async function uploadAll(files, base, { take, say, progress }) {
  const refused = []
  if (progress) Object.assign(progress, { hidden: false, max: files.length, value: 0 })
  for (const [place, file] of files.entries()) {
    say(`${place + 1} of ${files.length}: ${file.name}`)
    const body = new FormData()
    body.append("file", file)
    try {
      const { status, data } = await post(`${base}photos/upload/`, body)
      if (status === 200) take(data)
      else refused.push(data?.problem || `${file.name} was refused.`)
    } catch (error) {
      refused.push(`${file.name}: ${error.message}`)
    }
    if (progress) progress.value = place + 1
  }
  if (progress) progress.hidden = true
  say(refused.join(" ") || (files.length === 1 ? "Taken in." : `${files.length} pictures taken in.`))
}
