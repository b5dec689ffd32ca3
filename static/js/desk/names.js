// Names for what Django's admin leaves without one: Select2's fields, and the first column of its inlines.
import { crel } from "django-prose-editor/editor"

export function nameTheNameless(form) {
  for (const select of form.querySelectorAll("select.admin-autocomplete")) name(select)
  for (const header of form.querySelectorAll("th.original:empty")) header.append(crel("span", { className: "visually-hidden", textContent: "Line" }))
  // Select2 comes to life after us, and with each added line.
  const watch = new MutationObserver(() => {
    for (const select of form.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible:not([data-named])")) name(select)
  })
  watch.observe(form, { subtree: true, attributes: true, attributeFilter: ["class"] })
}

function name(select) {
  const box = select.nextElementSibling
  if (!box?.classList.contains("select2")) return
  const column = select.closest("td")?.className.match(/field-(\w+)/)?.[1]
  const label = labelOf(select)?.textContent.replace(/:$/, "").trim() || column || select.name
  for (const part of box.querySelectorAll(".select2-selection, .select2-selection__rendered, .select2-search__field")) {
    part.setAttribute("aria-label", label)
    part.removeAttribute("aria-labelledby")
  }
  select.dataset.named = "yes"
}

const labelOf = (select) => document.querySelector(`label[for="${select.id}"]`)
