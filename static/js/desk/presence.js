// Who else has the story open, asked every ten seconds; "I have it" is a word between colleagues, nothing is locked.
import { crel } from "django-prose-editor/editor"
import { base, post } from "desk/server"

const EVERY = 10_000

export function attachPresence(place, autosave) {
  let have = false
  const isStory = () => /\/\d+\/$/.test(base())
  const hear = async (fields = {}) => {
    if (!isStory() || document.hidden) return
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    try {
      const { status, data } = await post(`${base()}presence/`, body)
      if (status === 200) show(data)
    } catch (error) {
      place.dataset.problem = error.message // autosave tells the writer; here it only means: nobody to show
    }
  }
  const show = ({ others, version, saved_by: savedBy }) => {
    const holder = others.find((other) => other.has_it)
    if (holder) have = false
    place.replaceChildren(...others.map(line), ...(others.length ? [button(holder)] : []))
    place.hidden = !others.length
    if (version > autosave.version && !autosave.saving && !autosave.stopped && !autosave.submitting) newer(savedBy)
  }
  const line = ({ name, has_it: hasIt, last_saved: saved }) =>
    crel("p", { textContent: `${name} has this story open${hasIt ? " and works on it" : ""}${saved ? `, saved ${saved}` : ""}.` })
  const button = (holder) => {
    const it = crel("button", { type: "button", className: "button", textContent: have ? "Let go" : holder ? "Take over" : "I have it" })
    it.addEventListener("click", () => {
      have = !have
      hear({ have: have ? "1" : "0" })
    })
    return it
  }
  const newer = (name) => {
    if (autosave.dirty) return autosave.stop()
    autosave.say(`${name || "Somebody"} saved a newer text. `, "alert")
    autosave.status.append(crel("a", { href: location.pathname, textContent: "Load it" }))
  }
  hear()
  setInterval(hear, EVERY)
  document.addEventListener("visibilitychange", () => hear())
  autosave.addEventListener("created", () => hear())
  addEventListener("pagehide", () => {
    if (!isStory()) return
    const body = new FormData()
    body.append("leave", "1")
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value)
    navigator.sendBeacon(`${base()}presence/`, body)
  })
}
