// Two texts of one story, side by side: the writer chooses block by block, and whichever loses is a revision already.
// What only one of the two has changed since both had the same is chosen beforehand.
import { crel } from "django-prose-editor/editor"
import { fragment, openDialog } from "desk/dialog"
import { base, post } from "desk/server"

// `before` are the form's fields as the desk last had them, [[name, value]], or null. `put(name, values, options)` fills
// a field. Resolves to { version } once the form holds the chosen text, or to null where the writer decides later.
export async function openConflict(form, editor, before, put) {
  const { status, data } = await post(`${base()}conflict/`, new FormData(form))
  if (status !== 200) return null
  const choice = await openDialog((close) => {
    const holder = crel("div", { className: "desk-dialog__scroll" })
    holder.append(fragment(data.html))
    const inside = holder.querySelector("form")
    if (before) chooseBeforehand(inside, data, before)
    inside.querySelector("[data-cancel]").addEventListener("click", () => close(null))
    inside.addEventListener("submit", (event) => {
      event.preventDefault()
      close(new FormData(inside))
    })
    return holder
  })
  if (!choice) return null
  const chosen = data.blocks.map((block, place) => block[choice.get(`block-${place}`) || "mine"])
  editor.commands.setContent(chosen.join(""), { emitUpdate: true, parseOptions: editor.options.parseOptions })
  for (const field of data.fields) take(form, field.name, field[choice.get(`field-${field.name}`)].values, put)
  return { version: data.version }
}

function chooseBeforehand(inside, { blocks, fields }, before) {
  const of = (name) => before.filter(([field]) => field === name).map(([, value]) => value)
  const plain = (values) => JSON.stringify(values.filter(Boolean).sort())
  const lines = () => Array.from({ length: Number(of("bylines-TOTAL_FORMS")[0] || 0) }, (_, place) => ["part", "person", "name"].map((field) => of(`bylines-${place}-${field}`)[0] || "").join("|"))
  const isAsIHadIt = ({ name, mine }) => name === "bylines"
    ? plain(mine.values.map((line) => line.slice(0, 3).join("|"))) === plain(lines())
    : plain(mine.values.map(([value]) => value)) === plain(of(name))
  const check = (name, side) => {
    const radio = inside.querySelector(`[name="${name}"][value="${side}"]`)
    if (radio) radio.checked = true
  }
  for (const field of fields) if (isAsIHadIt(field)) check(`field-${field.name}`, "theirs")
  // An untouched block stands in the text as it was, to the byte.
  const body = before.find(([name]) => name === "body")?.[1] || ""
  blocks.forEach(({ theirs, mine }, place) => {
    const [untouchedByMe, untouchedByThem] = [mine && body.includes(mine), theirs && body.includes(theirs)]
    if (theirs && mine) check(`block-${place}`, untouchedByMe && !untouchedByThem ? "theirs" : "mine")
    else if (mine) check(`block-${place}`, untouchedByMe ? "theirs" : "mine") // they took out what I left as it was
    else check(`block-${place}`, untouchedByThem ? "mine" : "theirs")
  })
}

function take(form, name, values, put) {
  if (name === "bylines") takeBylines(form, values, put)
  else put(name, values.map(([value]) => value), values.map(([value, text]) => [name, value, text]))
}

// Lines are written into the rows that there are, in their order; rows left over are marked to be deleted.
function takeBylines(form, lines, put) {
  const total = form.elements["bylines-TOTAL_FORMS"]
  const add = form.querySelector("#bylines-group .add-row a")
  while (Number(total.value) < lines.length && add) add.click()
  for (let place = 0; place < Number(total.value); place++) {
    const [part, person, name, called] = lines[place] || ["by", "", "", ""]
    const field = (of) => `bylines-${place}-${of}`
    put(field("part"), [part], [])
    put(field("person"), person ? [person] : [], [[field("person"), person, called]])
    put(field("name"), [name], [])
    put(field("position"), [String(place)], [])
    const gone = form.elements[field("DELETE")]
    if (gone) gone.checked = place >= lines.length
  }
}
