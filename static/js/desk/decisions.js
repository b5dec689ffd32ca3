// What became of a proposal is kept: it does not come back, and the finder learns from it.
import { base, post } from "desk/server"

// `who` is { id } or { label }. A story that is not saved yet keeps no record of decisions.
export async function keepDecision(proposal, verdict, who = {}) {
  if (!/\/\d+\/$/.test(base())) return
  const body = new FormData()
  const fields = { verdict, proposal: JSON.stringify(proposal), speaker: who.id || "", label: who.label || "" }
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const { status, data } = await post(`${base()}quotations/decide/`, body)
  if (status !== 200) throw new Error(data?.problem || "The decision could not be kept.")
}

// One list of proposals by keyboard: `keys` maps "Enter", "x" … to what it does with the row that has the focus.
export function attachRowKeys(list, rowOf, keys) {
  list.addEventListener("keydown", (event) => {
    const item = event.target.closest("li")
    const row = rowOf(item)
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "Enter" && event.target !== item) return // a button of the row
    const run = { ArrowDown: () => item.nextElementSibling?.focus(), ArrowUp: () => item.previousElementSibling?.focus(), ...keys }[event.shiftKey ? `Shift+${event.key.toLowerCase()}` : event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!run) return
    event.preventDefault()
    run(row)
  })
}

// Fills the list and leaves the focus where it was, or as near as there still is a row.
export function fillRows(list, items) {
  const at = [...list.children].indexOf(document.activeElement?.closest("li"))
  list.replaceChildren(...items)
  if (at >= 0) list.children[Math.min(at, items.length - 1)]?.focus()
}
