// Nothing typed is lost: 1.5 s after the last key the form goes to the desk, and until the desk has it a copy lies in
// this browser. A stale copy overwrites nothing (the desk answers 409); a lost login or network is tried again.
import { crel } from "django-prose-editor/editor"
import { openConflict } from "desk/conflict"
import { LoggedOut, base, post, token } from "desk/server"

const WAIT = 1500
const RETRY = 5000
const COPY_WAIT = 200
const IGNORED = new Set(["csrfmiddlewaretoken", "base_version"])

export class Autosave extends EventTarget {
  constructor(form, editor, status) {
    super()
    Object.assign(this, { form, editor, status, changes: 0, saved: 0, saving: false, stopped: false, submitting: false })
    this.key = `story:${base()}`
    form.addEventListener("input", () => this.changed())
    form.addEventListener("change", () => this.changed())
    // Select2 tells jQuery alone.
    window.django?.jQuery(form).on("change", "select", () => this.changed())
    document.addEventListener("formset:removed", () => this.changed())
    form.addEventListener("submit", () => this.leaving())
    addEventListener("beforeunload", (event) => {
      if (this.dirty && !this.submitting) event.preventDefault()
    })
    addEventListener("pagehide", () => this.dirty && this.keepCopy())
    this.start = this.had = this.packed()
    this.offerCopy()
  }

  get dirty() {
    return this.changes !== this.saved
  }
  get version() {
    return Number(this.form.elements.base_version.value || 0)
  }
  set version(number) {
    this.form.elements.base_version.value = number
  }

  changed() {
    this.changes += 1
    clearTimeout(this.copyTimer)
    this.copyTimer = setTimeout(() => this.keepCopy(), COPY_WAIT)
    this.soon(WAIT)
  }

  soon(wait) {
    clearTimeout(this.timer)
    if (!this.stopped) this.timer = setTimeout(() => this.save(), wait)
  }

  saveNow() {
    this.start = null
    this.changes += 1
    return this.save()
  }

  async save() {
    if (this.saving || this.stopped || this.submitting || !this.dirty) return
    const upTo = this.changes
    const fields = this.packed()
    if (fields === this.start) return void (this.saved = upTo) // typed and taken back, or a widget that only woke up
    this.saving = true
    try {
      await this.answered(await post(`${base()}autosave/`, new FormData(this.form)), upTo, fields)
    } catch (error) {
      this.keepCopy()
      const what = error instanceof LoggedOut ? "You are logged out: log in again in another tab." : "Not saved yet: the desk can’t be reached."
      this.say(`${what} Your text is kept in this browser.`, "alert")
      this.soon(RETRY)
    } finally {
      this.saving = false
    }
    if (this.dirty && !this.stopped && !this.submitting) this.soon(this.retryIn || WAIT)
  }

  async answered({ status, data }, upTo, fields) {
    this.retryIn = 0
    if (status === 200) {
      this.saved = upTo
      this.start = this.had = fields
      this.version = data.version
      adopt(this.editor, data.ids)
      if (location.pathname !== data.url) this.becameAStory(data.url)
      if (!this.dirty) this.dropCopy()
      this.say(`Saved ${data.saved_at}`)
      this.dispatchEvent(new Event("saved"))
    } else if (status === 409) {
      this.stop()
    } else {
      this.retryIn = RETRY
      this.keepCopy()
      const why = data?.problems?.join(" ") || "You may not change this story any more."
      this.say(`Not saved: ${why} Your text is kept in this browser.`, "alert")
      if (status === 422 || status === 403) this.saved = upTo // asked again with the next change, not before
    }
  }

  // From here on the form posts to the story's own address, also without script.
  becameAStory(url) {
    this.dropCopy()
    history.replaceState(null, "", url)
    this.key = `story:${base()}`
    this.dispatchEvent(new Event("created"))
  }

  // Somebody else saved. Nothing more is sent until the writer has seen both texts.
  stop() {
    this.stopped = true
    this.keepCopy()
    this.say("Somebody else saved this story. Nothing of yours is lost: look at both texts.", "alert")
    const see = crel("button", { type: "button", className: "button", textContent: "See both texts" })
    see.addEventListener("click", () => this.resolve())
    this.status.append(" ", see)
    this.resolve()
  }

  // One dialog at a time; where the desk can't be reached, the button stays.
  async resolve() {
    if (this.resolving) return
    this.resolving = true
    try {
      const before = this.had && JSON.parse(this.had)
      const done = await openConflict(this.form, this.editor, before, (name, values, options) => this.put(name, values, options))
      if (!done) return
      this.version = done.version
      this.stopped = false
      this.saveNow()
    } catch (error) {
      this.status.firstChild.textContent = `${error.message} Nothing of yours is lost: look at both texts when it is back.`
    } finally {
      this.resolving = false
    }
  }

  leaving() {
    this.submitting = true
    this.keepCopy({ submitted: true })
    this.form.elements.csrfmiddlewaretoken.value = token() // a login in another tab has changed it
    setTimeout(() => { this.submitting = false }, 8000) // the browser stayed: a validation bubble, a dead network
  }

  say(words, role = "status") {
    this.status.setAttribute("role", role)
    this.status.textContent = words
  }

  // -- the copy in this browser ---------------------------------------------------------------------------------

  packed() {
    const rows = [...new FormData(this.form)].filter(([name, value]) => !IGNORED.has(name) && typeof value === "string")
    return JSON.stringify(rows)
  }

  keepCopy(extra = {}) {
    const options = [...this.form.querySelectorAll("select")].flatMap((select) =>
      [...select.selectedOptions].filter((option) => option.value).map((option) => [select.name, option.value, option.text]),
    )
    const copy = { at: Date.now(), version: this.version, fields: this.packed(), options, ...extra }
    try {
      localStorage.setItem(this.key, JSON.stringify(copy))
    } catch {
      // A full or forbidden storage: the desk's own copy is then the only one.
      this.dispatchEvent(new Event("nocopy"))
    }
  }

  dropCopy() {
    try {
      localStorage.removeItem(this.key)
    } catch {
      this.dispatchEvent(new Event("nocopy"))
    }
  }

  readCopy() {
    try {
      return JSON.parse(localStorage.getItem(this.key))
    } catch {
      return null
    }
  }

  // After a crash, a lost login or a closed lid: what this browser has and the desk has not is offered back.
  offerCopy() {
    const copy = this.readCopy()
    if (!copy) return
    if (copy.fields === this.start || (copy.submitted && copy.version < this.version)) return this.dropCopy()
    const at = new Date(copy.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })
    const back = crel("button", { type: "button", className: "button default", textContent: "Put it back" })
    const drop = crel("button", { type: "button", className: "button", textContent: "Throw it away" })
    const offer = crel("div", { className: "desk-offer", role: "alert" }, [
      crel("p", { textContent: `This browser holds text of ${at} that the desk does not have.` }),
      crel("p", {}, [back, " ", drop]),
    ])
    this.form.prepend(offer)
    back.addEventListener("click", () => {
      offer.remove()
      this.restore(copy)
    })
    drop.addEventListener("click", () => {
      offer.remove()
      this.dropCopy()
    })
  }

  restore(copy) {
    const values = new Map()
    for (const [name, value] of JSON.parse(copy.fields)) values.set(name, [...(values.get(name) || []), value])
    for (const [name, list] of values) this.put(name, list, copy.options)
    // The version it was written on: if somebody saved since, the desk will say so and both are shown.
    if (copy.version !== this.version) this.had = null // what the desk had then is not at hand
    this.version = copy.version
    this.start = null
    this.changed()
  }

  put(name, list, options) {
    if (name === "body") return void this.editor.commands.setContent(list[0], { emitUpdate: true, parseOptions: this.editor.options.parseOptions })
    const field = this.form.elements[name]
    if (!field) return
    if (field.localName === "select") {
      for (const [select, value, text] of options)
        if (select === name && ![...field.options].some((option) => option.value === value)) field.add(new Option(text, value))
      for (const option of field.options) option.selected = list.includes(option.value)
      window.django?.jQuery(field).trigger("change")
    } else if (field.type === "checkbox") field.checked = true
    else field.value = list[0] || ""
  }
}

// The desk gave a quotation another id (it belonged to another story): taken over outside the undo history.
function adopt(editor, ids) {
  if (!ids || !Object.keys(ids).length) return
  const type = editor.schema.marks.quote
  const change = editor.state.tr.setMeta("addToHistory", false)
  editor.state.doc.descendants((node, position) => {
    const mark = node.isText && node.marks.find((it) => it.type === type && ids[it.attrs.quote])
    if (mark) change.addMark(position, position + node.nodeSize, type.create({ ...mark.attrs, quote: ids[mark.attrs.quote] }))
  })
  if (change.docChanged) editor.view.dispatch(change)
}
