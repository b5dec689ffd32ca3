// People by any of their names, as a combobox lists them: [{ id, name, note, … }].
import { get } from "desk/server"

export async function findPeople(url, typed) {
  const { status, data } = await get(`${url}?q=${encodeURIComponent(typed)}`)
  if (status !== 200) throw new Error(`People could not be searched (${status}).`)
  return data.results.map((person) => ({ ...person, note: [person.alias && `also “${person.alias}”`, person.role].filter(Boolean).join(" · ") }))
}
