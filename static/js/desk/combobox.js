// The WAI-ARIA editable combobox with list autocomplete, on a plain <input>. Works inside a modal dialog, where
// Select2 does not: it appends its list to <body>, which is inert then.
//
// attachCombobox(input, {label, search: async (typed) => [{name, note?, text?, make?}], pick: (choice) => …, clear})
// returns {settled}: a promise to wait for before the form is read, since a choice may still be in the making.
import { crel } from "django-prose-editor/editor"

const WAIT = 120 // milliseconds after the last key
let made = 0

export function attachCombobox(input, { label, search, pick, clear }) {
  const id = `combobox-${++made}`
  const list = crel("ul", { id, role: "listbox", className: "combobox-list", hidden: true, "aria-label": label })
  const status = crel("span", { className: "visually-hidden", role: "status" })
  input.after(list, status)
  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id }
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value)
  let choices = []
  let active = -1
  let timer = 0
  let asked = 0
  let listed = input.value // the words that the list is of, or that were picked
  let turn = null // what earlier keys still wait for
  let settled = Promise.resolve()

  const close = () => {
    list.hidden = true
    active = -1
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }
  const point = (place) => {
    active = place
    ;[...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)))
    if (place < 0) return
    input.setAttribute("aria-activedescendant", `${id}-${place}`)
    list.children[place].scrollIntoView({ block: "nearest" })
  }
  const choose = (place) => {
    const choice = choices[place]
    close()
    if (choice) settled = take(choice)
  }
  const take = async (choice) => {
    try {
      const whole = choice.make ? { ...choice, ...(await choice.make()) } : choice
      input.value = whole.name || whole.label || ""
      pick(whole)
      listed = input.value
      input.removeAttribute("aria-invalid")
    } catch (error) {
      status.textContent = error.message
    }
  }
  const show = async () => {
    const mine = ++asked
    clearTimeout(timer)
    const typed = input.value
    let found
    try {
      found = await search(typed)
    } catch (error) {
      status.textContent = error.message
      return
    }
    if (mine !== asked) return
    listed = typed
    choices = found
    list.replaceChildren(...choices.map(option))
    status.textContent = choices.length === 1 ? "1 choice" : `${choices.length} choices`
    list.hidden = !choices.length
    input.setAttribute("aria-expanded", String(!list.hidden))
    point(choices.length ? 0 : -1)
  }
  const option = (choice, place) => {
    const item = crel("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false" }, [choice.text || choice.name])
    if (choice.thumb) item.prepend(crel("img", { src: choice.thumb, alt: "", width: 60, height: 40 }))
    if (choice.note) item.append(crel("small", { textContent: choice.note }))
    item.addEventListener("mousedown", (event) => {
      event.preventDefault()
      choose(place)
    })
    return item
  }

  input.addEventListener("input", () => {
    clear()
    clearTimeout(timer)
    timer = setTimeout(show, WAIT)
  })
  input.addEventListener("blur", close)
  const press = (key) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (step && list.hidden) return show()
    if (step) return point((active + step + choices.length) % choices.length)
    if (!list.hidden && active >= 0) return choose(active)
    input.form?.requestSubmit()
  }
  // A key that comes before the list of what was typed waits for it, and each after it for its turn: nobody who types
  // fast gets the first name of an older list.
  const wait = (key) => {
    const mine = (turn || Promise.resolve()).then(async () => {
      if (input.value !== listed) await show()
      await press(key)
      if (turn === mine) turn = null
    })
    turn = mine
  }

  input.addEventListener("keydown", (event) => {
    const { key } = event
    if (["ArrowDown", "ArrowUp"].includes(key) || (key === "Enter" && (turn || input.value !== listed || (!list.hidden && active >= 0)))) {
      event.preventDefault()
      if (turn || input.value !== listed) wait(key)
      else press(key)
    } else if (key === "Escape" && !list.hidden) {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  })
  return { settled: () => settled }
}
