/**
 * Finding a place by any part of its names or codes.
 *
 * @typedef {{code: string, name: string, parent: string, features: number[], search: string}} Place `search` holds all
 *   its names and codes, folded
 */

import {make} from "./dom.js"

const OFFERED = 8

/** Text as it is searched: without accents, capitals, dots and hyphens. @param {string} text */
export function fold(text) {
  const plain = text.normalize("NFD").replace(/[\p{M}.'’`-]/gu, "").toLowerCase()
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim()
}

const inOne = name => fold(name).replaceAll(" ", "")

/**
 * The places that hold every word of the query: first whose code it is, then whose name begins with it. Words that no
 * place knows ("Regency" in a country that writes "Kabupaten") are passed over as long as another word is known; where
 * none is, names are looked for that are written in one ("Padangpanjang").
 * @param {Place[]} places @param {string} query @returns {Place[]}
 */
export function find(places, query) {
  const asked = fold(query).split(" ").filter(Boolean)
  const known = asked.filter(word => places.some(({search}) => search.includes(word)))
  if (asked.length && !known.length) return places.filter(({name}) => inOne(name).includes(asked.join("")))
  const rank = ({name, code}) => {
    if (fold(code) === known.join(" ")) return -1
    const at = ` ${fold(name)}`.indexOf(` ${known.join(" ")}`)
    return at === 0 ? 0 : at > 0 ? 1 : known.every(word => fold(name).includes(word)) ? 2 : 3
  }
  const found = places.filter(({search}) => known.every(word => search.includes(word)))
  if (!known.length) return found
  return found.map(place => [rank(place), place]).sort(([a], [b]) => a - b).map(([, place]) => place)
}

/**
 * Suggestions under the search field.
 * @param {{input: HTMLInputElement, list: HTMLElement, found: () => Place[], nothing: () => string,
 *   changed: () => void, choose: (place: Place) => void}} field
 */
export function suggest({input, list, found, nothing, changed, choose}) {
  let at = -1
  let offered = []

  const point = to => {
    at = to
    for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", i === at)
    if (at < 0) input.removeAttribute("aria-activedescendant")
    else input.setAttribute("aria-activedescendant", `option-${at}`)
  }
  const close = () => {
    list.hidden = true
    input.setAttribute("aria-expanded", "false")
    point(-1)
  }
  const show = () => {
    offered = input.value.trim() ? found().slice(0, OFFERED) : []
    const options = offered.map(({name, parent}, i) =>
      make("li", {role: "option", id: `option-${i}`}, name, make("small", {}, parent)))
    list.replaceChildren(...(options.length || !input.value.trim() ? options : [make("li", {role: "option", "aria-disabled": "true"}, nothing())]))
    list.hidden = !list.children.length
    input.setAttribute("aria-expanded", String(!list.hidden))
    point(-1)
  }
  const take = i => {
    const place = offered[i]
    if (!place) return
    input.value = place.name
    close()
    changed()
    choose(place)
  }

  input.addEventListener("input", () => {
    show()
    changed()
  })
  input.addEventListener("keydown", event => {
    const count = offered.length
    if (event.key === "Escape") close()
    else if (event.key === "Enter") take(Math.max(at, 0))
    else if (event.key === "ArrowDown" && count) point((at + 1) % count)
    else if (event.key === "ArrowUp" && count) point((at + count - (at < 0 ? 0 : 1)) % count)
    else return
    if (event.key !== "Escape") event.preventDefault()
  })
  input.addEventListener("blur", close)
  // Before the click the field would lose the focus, and the list would close.
  list.addEventListener("pointerdown", event => event.preventDefault())
  list.addEventListener("click", event => take([...list.children].indexOf(event.target.closest("li"))))
}
