// Names for what Django's admin leaves without one: Select2's fields, the fields of its inlines, and their first column.
// Runs on every form of the desk; lines that are added later, and Select2's late coming to life, are seen to.
const CONTROLS = "input:not([type=hidden]), select, textarea"

for (const form of document.querySelectorAll("#content-main form")) attend(form)

function attend(form) {
  nameAll(form)
  // What is typed into a text is no business of ours.
  const isOurs = ({ target }) => !target.closest(".ProseMirror")
  const watch = new MutationObserver((changes) => changes.some(isOurs) && nameAll(form))
  watch.observe(form, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] })
}

function nameAll(form) {
  for (const header of form.querySelectorAll("th.original:empty")) header.append(hidden("Line"))
  for (const control of form.querySelectorAll(`.tabular td[class*=field-] :is(${CONTROLS}):not([aria-label])`)) {
    const column = columnOf(control)
    if (column && !labelOf(control)) control.setAttribute("aria-label", column)
  }
  for (const select of form.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible:not([data-named])")) nameSelect2(select)
}

function nameSelect2(select) {
  const box = select.nextElementSibling
  if (!box?.classList.contains("select2")) return
  const label = labelOf(select)?.textContent.replace(/:$/, "").trim() || columnOf(select) || select.name
  for (const part of box.querySelectorAll(".select2-selection, .select2-selection__rendered, .select2-search__field")) {
    part.setAttribute("aria-label", label)
    part.removeAttribute("aria-labelledby")
  }
  select.dataset.named = "yes"
}

// The words at the head of an inline's column.
function columnOf(control) {
  const name = control.closest("td")?.className.match(/field-(\w+)/)?.[1]
  return name && control.closest("table")?.querySelector(`th.column-${name}`)?.textContent.trim()
}

function labelOf(control) {
  return control.id && document.querySelector(`label[for="${control.id}"]`)
}

function hidden(words) {
  const span = document.createElement("span")
  span.className = "visually-hidden"
  span.textContent = words
  return span
}
