// A row made or changed without leaving the text: a film with its credits, a photo's own words and crops. Resolves to the
// picker's row, or to null.
import { attachCombobox } from "desk/combobox"
import { openFormDialog } from "desk/dialog"
import "desk/focal-point"
import { findPeople } from "desk/people"
import { get, post } from "desk/server"

export async function openRowDialog(url) {
  const { status, data } = await get(url)
  if (status !== 200) throw new Error(status === 403 ? "You may not change this." : `The form could not be opened (${status}).`)
  const answer = await openFormDialog(data.html, {
    className: "desk-dialog__scroll",
    attach: attachLines,
    send: async (body) => {
      const { status: code, data: said } = await post(url, body)
      if (code !== 200) throw new Error(`It could not be kept (${code}).`)
      return said
    },
  })
  return answer?.row || null
}

// Rows of credits: whoever has a page is found by any name, everybody else is a name.
function attachLines(holder) {
  const lines = holder.querySelector(".desk-lines")
  if (!lines) return []
  const total = lines.querySelector("[name$=TOTAL_FORMS]")
  const comboboxes = [...lines.querySelectorAll(".desk-line")].map((line) => attachLine(line, lines.dataset.peopleUrl))
  lines.querySelector("[data-add-line]").addEventListener("click", () => {
    const all = lines.querySelectorAll(".desk-line")
    const line = blank(all[all.length - 1], Number(total.value))
    total.value = Number(total.value) + 1
    all[all.length - 1].after(line)
    comboboxes.push(attachLine(line, lines.dataset.peopleUrl))
    line.querySelector("select").focus()
  })
  return comboboxes
}

function attachLine(line, url) {
  const person = line.querySelector("input[type=hidden]")
  return attachCombobox(line.querySelector("input[type=text]"), {
    label: "People",
    search: async (typed) => [...(await findPeople(url, typed)), ...(typed.trim() ? [{ name: typed.trim(), text: `“${typed.trim()}”, without a page` }] : [])],
    pick: ({ id }) => { person.value = id || "" },
    clear: () => { person.value = "" },
  })
}

// The last line once more, under the next number and empty.
function blank(last, number) {
  const line = last.cloneNode(true)
  for (const it of line.querySelectorAll(".combobox-list, .visually-hidden, .error")) it.remove()
  for (const it of line.querySelectorAll("[id], [name], [for]"))
    for (const name of ["id", "name", "for"]) if (it.hasAttribute(name)) it.setAttribute(name, it.getAttribute(name).replace(/-\d+-/, `-${number}-`))
  for (const it of line.querySelectorAll("input, select")) it.value = ""
  for (const it of line.querySelectorAll("[aria-invalid], [aria-controls]")) for (const name of ["aria-invalid", "aria-controls", "aria-expanded"]) it.removeAttribute(name)
  line.setAttribute("aria-label", `Credit ${number + 1}`)
  return line
}
