// How the form speaks with the desk: one place for the token, for a lost login and for a lost network.

export class LoggedOut extends Error {}
export class Offline extends Error {}

// The login page may have set a newer token in another tab.
export const token = () => decodeURIComponent(document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || "") || document.querySelector("[name=csrfmiddlewaretoken]")?.value || ""

// Resolves to { status, data } of a JSON answer, or { status, text } of a page. Throws LoggedOut or Offline.
export async function post(url, body = new FormData()) {
  if (body.has("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", token()) // it is read before the header
  return ask(url, { method: "POST", body, headers: { "X-CSRFToken": token() } })
}

export async function get(url) {
  return ask(url, {})
}

async function ask(url, options) {
  let response
  try {
    response = await fetch(url, { credentials: "same-origin", ...options })
  } catch {
    throw new Offline("The desk can’t be reached.")
  }
  if (response.redirected && response.url.includes("/login/")) throw new LoggedOut("You are logged out.")
  if (response.status >= 500) throw new Offline("The desk has trouble.")
  const isData = response.headers.get("Content-Type")?.includes("json")
  return { status: response.status, ...(isData ? { data: await response.json() } : { text: await response.text() }) }
}

// The address below which a story's own views lie: /admin/articles/article/12/, or …/article/ for a new one.
export const base = () => location.pathname.replace(/(add|change)\/$/, "")
