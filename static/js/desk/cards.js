// What readers will see of each embed, asked for all at once: card(kind, props) resolves to
// { lines: [text], images: [{ src, alt }], problem: text }.
import { post } from "desk/server"

let waiting = []
const known = new Map()

export function card(base, kind, props) {
  const key = JSON.stringify([kind, props])
  if (!known.has(key)) {
    known.set(key, new Promise((resolve) => {
      if (!waiting.length) queueMicrotask(() => askAll(base))
      waiting.push({ key, kind, props, resolve })
    }))
  }
  return known.get(key)
}

// After a photo's own words were changed: they are asked for again.
export function forgetCards() {
  known.clear()
  dispatchEvent(new Event("cards:changed"))
}

async function askAll(base) {
  const asked = waiting
  waiting = []
  const body = new FormData()
  body.append("embeds", JSON.stringify(asked.map(({ kind, props }) => ({ kind, props }))))
  let found = []
  let problem = ""
  try {
    const { data } = await post(`${base}cards/`, body)
    found = data?.cards || []
  } catch (error) {
    problem = error.message
  }
  asked.forEach(({ key, resolve }, place) => {
    if (!found[place]) known.delete(key) // asked again next time
    resolve(found[place] || { lines: [], images: [], problem })
  })
}
