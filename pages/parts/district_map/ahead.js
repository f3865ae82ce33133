/**
 * The map before its page: drawn while Streamlit's script still loads, and taken away when the page has drawn its own.
 * It can be used meanwhile; a district opens as it will on the page.
 */

import {make} from "./dom.js"
import {DRAWN, DistrictMap, worded} from "./map.js"
import {surveyed} from "./outlines.js"

const PATIENCE = 4000 // a page that shows something else by now shows no map

/**
 * @param {Promise<Response>} asked the answer of `/map-ahead`
 * @returns {Promise<void>} kept when everything that the map needs is here, or when there is none
 */
export async function showAhead(asked) {
  let over = false
  let end = () => (over = true)
  addEventListener(DRAWN, () => end(), {once: true})
  const answer = await asked.catch(() => undefined)
  if (answer?.status !== 200) return
  const {above, heading, opening, data: told} = await answer.json()
  const data = await worded(told)
  if (over) return
  const place = make("div", {class: "place"})
  const style = make("link", {rel: "stylesheet", href: new URL("ahead.css", import.meta.url)})
  const page = make("div", {lang: data.language})
  // Closed: what is inside belongs to this file alone, and goes with it.
  page.attachShadow({mode: "closed"}).append(style, ...above.map(line => make("p", {class: "above"}, line)),
    make("h1", {}, heading), make("p", {class: "opening", role: "status"}, opening), place)
  document.body.append(page)
  const map = new DistrictMap(place, data.outlines)
  map.update(data, code => {
    const there = new URLSearchParams(location.search)
    there.set("place", code)
    location.assign(`/district?${there}`)
  })
  const watching = setInterval(() => {
    if (!document.querySelector("[data-testid=stMain] h1")) return
    clearInterval(watching)
    setTimeout(() => end(), PATIENCE)
  }, 500)
  end = () => {
    clearInterval(watching)
    map.remove()
    page.remove()
  }
  await surveyed(data.outlines).catch(() => undefined)
}
