/**
 * The district map: outlines in shades and patterns, with legend, search, zoom and table. No library, nothing from
 * elsewhere.
 *
 * Streamlit calls `draw` whenever data or theme change. A redraw changes shades and texts only, so that zoom and
 * focus stay; other outlines make another map. Data become text on the page, never markup.
 *
 * @typedef {import("./search.js").Place} Place
 * @typedef {{outlines: string, states: string, numbers: string, breaks: number[], legend: [string, string, number][], zero: boolean,
 *   digits: number, unit: string, title: string, summary: string, selected: string|null, language: string, level: string,
 *   centres: [string, number][], names: Record<string, string>, undrawn: [string, string, string][], words: Record<string, string>}} Data
 *   as payload.py writes it: numbers in the order of the outlines, a letter for each place without
 */

import {fill, make} from "./dom.js"
import {followKeys, followPointers, followWheel} from "./hands.js"
import {line, surveyed} from "./outlines.js"
import {find, fold, suggest} from "./search.js"
import {View} from "./view.js"

const STATES = {m: "missing", n: "nil", x: "not_expected", w: "withheld"}
// The patterns that tell the states apart without colour: width in pixels, and what is drawn in it.
const PATTERNS = {
  m: [6, "M-1 1l2-2M0 6l6-6M5 7l2-2"],
  n: [6, "M1.5 1.5h.01M4.5 4.5h.01"],
  x: [10, "M1 2.5h4M6 7.5h4"],
  w: [5, "M0 2.5h5M2.5 0v5"],
}
// In a dot, where no pattern would be seen: one sign in its middle.
const SIGNS = {m: [6, "M0 6l6-6"], n: [6, "M3 3h.01"], x: [6, "M1.5 3h3"], w: [6, "M0 3h6M3 0v6"]}
// Which of the five shades so many classes beside zero take.
const SHADES = [[], [3], [2, 4], [2, 4, 5], [2, 3, 4, 5], [1, 2, 3, 4, 5]]
const SMALL = 4.5 // pixels across on a wide screen: smaller features get a dot
const FEW_ROWS = 30 // a table up to this length is open from the start
const WIDE = 1150 // pixels from which the table stands beside the map, and is open
const NOWHERE = -1

/** The event that a page's map is drawn, for the one that was shown ahead of it. */
export const DRAWN = "map-drawn"

/** @type {WeakMap<Node, DistrictMap>} */
const maps = new WeakMap()

/** @type {Map<string, Promise<Record<string, string>>>} */
const spoken = new Map()

/** The data with all words: the map's own in the language of the data, and above them what the page says otherwise. */
export async function worded(data) {
  const {language} = data
  if (!spoken.has(language)) {
    const asked = fetch(new URL(`words-${language}.json`, import.meta.url)).then(answer => answer.json())
    spoken.set(language, asked)
    asked.catch(() => spoken.delete(language))
  }
  return {...data, words: {...(await spoken.get(language)), ...data.words}}
}

/** Streamlit's door. Draws the map or changes the one that is there; returns what takes it away again. */
export async function draw({data: told, parentElement, setTriggerValue}) {
  const data = await worded(told)
  let map = maps.get(parentElement)
  if (map?.address !== data.outlines) {
    map?.remove()
    map = new DistrictMap(parentElement, data.outlines, () => dispatchEvent(new Event(DRAWN)))
    maps.set(parentElement, map)
  }
  const turn = (map.turn = {})
  map.update(data, code => setTriggerValue("district", code))
  return () => {
    if (map.turn !== turn) return // overtaken by a later call, whose map this is now
    map.remove()
    maps.delete(parentElement)
  }
}

export class DistrictMap {
  /** @param {Node} parent @param {string} address of the outlines @param {() => void} drawn called when it is to be seen */
  constructor(parent, address, drawn = () => {}) {
    this.address = address
    this.drawn = drawn
    this.active = this.hovered = this.province = NOWHERE
    this.dots = new Map()
    this.centresIn = new Map()
    this.at = []
    this.frame()
    parent.append(this.root)
    this.watch = new ResizeObserver(() => {
      this.widen()
      this.view?.resize()
    })
    this.watch.observe(this.stage)
    surveyed(address).then(survey => this.build(survey), () => this.fail())
  }

  remove() {
    this.removed = true
    this.watch.disconnect()
    this.root.remove()
  }

  /** New data, words or theme. @param {Data} data @param {(code: string) => void} open */
  update(data, open) {
    const digits = {minimumFractionDigits: data.digits, maximumFractionDigits: data.digits}
    let without = 0
    this.data = data
    this.open = open
    this.format = new Intl.NumberFormat(data.language, digits)
    this.count = new Intl.NumberFormat(data.language)
    const told = data.numbers.split(",")
    this.letters = told.map(n => (n ? `${data.breaks.filter(low => low <= n).length}` : data.states[without++]))
    this.numbers = told.map((n, i) => (n || this.letters[i] === "n" ? Number(n) : null))
    this.label()
    this.followTheme()
    if (this.survey) this.paint()
  }

  fail() {
    this.failed = true
    if (this.data) this.label()
    this.drawn()
  }

  /* ---- the frame and its words ---- */

  frame() {
    const button = word => make("button", {type: "button", "data-word": word})
    this.caption = make("p", {id: "title", class: "title"})
    this.summary = make("p", {id: "summary"})
    this.provinces = make("select", {"data-word": "zoom_to", hidden: ""})
    this.input = make("input", {type: "search", role: "combobox", "data-word": "search", autocomplete: "off",
      "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list"})
    this.list = make("ul", {id: "found", role: "listbox", hidden: "", "data-word": "search"})
    this.svg = make("svg", {role: "presentation", focusable: "false"})
    this.tip = make("div", {class: "tip", hidden: "", "aria-hidden": "true"})
    this.stage = make("div", {class: "stage", role: "application", tabindex: "0", "aria-describedby": "summary help"},
      this.svg, this.tip)
    this.zooms = [button("zoom_in"), button("zoom_out"), button("reset")]
    this.hint = make("p", {class: "hint", role: "status"})
    this.help = make("p", {id: "help", class: "help"})
    this.note = make("p")
    this.said = make("p", {class: "said", "aria-live": "polite"})
    this.unit = make("p", {class: "unit"})
    this.legend = make("ul", {class: "legend"})
    this.source = make("p", {class: "source"})
    this.summarised = make("summary")
    this.sheet = make("div", {class: "sheet", tabindex: "0", role: "region", "aria-labelledby": "title"})
    this.details = make("details", {hidden: ""}, this.summarised, this.sheet)
    const figure = make("figure", {role: "figure", "aria-labelledby": "title", "aria-describedby": "summary"},
      make("figcaption", {}, this.caption, this.summary),
      make("div", {class: "controls"}, this.provinces, make("div", {class: "search"}, this.input, this.list)),
      make("div", {class: "box"}, this.stage, make("div", {class: "zooms"}, ...this.zooms), this.hint, this.help),
      make("div", {class: "beneath"}, this.unit, this.note), this.legend, this.source)
    const style = make("link", {rel: "stylesheet", href: new URL("map.css", import.meta.url)})
    this.styled = new Promise(resolve => (style.onload = style.onerror = resolve)).then(() => {
      this.root.hidden = false
      this.followTheme()
    })
    this.root = make("div", {class: "map", hidden: ""}, style, figure, this.details, this.said)
  }

  label() {
    const {title, summary, unit, words} = this.data
    for (const element of this.root.querySelectorAll("[data-word]")) {
      element.setAttribute("aria-label", words[element.dataset.word])
      if (element.type === "button") element.title = words[element.dataset.word]
    }
    this.caption.textContent = title
    this.summary.textContent = summary
    this.stage.setAttribute("aria-label", title)
    this.input.placeholder = words.search_hint
    this.help.textContent = words.keys
    this.unit.textContent = unit ? fill(words.legend, {unit}) : words.legend_only
    this.hint.textContent = this.failed ? words.failed : this.survey ? "" : words.loading
  }

  followTheme() {
    const colour = getComputedStyle(this.root).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? []
    const [red, green, blue, opaque = 1] = colour
    this.root.classList.toggle("dark", opaque > 0 && red * 0.3 + green * 0.59 + blue * 0.11 < 128)
  }

  /* ---- drawing ---- */

  /** On a wide screen the table stands beside the map. */
  widen() {
    const wide = this.root.clientWidth >= WIDE
    if (wide && !this.wide) this.details.open = true
    this.wide = wide
    this.root.classList.toggle("wide", wide)
  }

  /** @param {import("./outlines.js").Survey} survey */
  build(survey) {
    if (this.removed) return
    const {outlines} = survey
    this.survey = survey
    this.shared = new Set(outlines.shared) // outlines that were one place then, and have its one figure
    this.features = outlines.paths.map((d, feature) => Object.assign(make("path", {d}), {feature}))
    const draw = (prefix, drawings, units) =>
      Object.entries(drawings).map(([letter, drawing]) => pattern(prefix, letter, drawing, units))
    this.patterns = draw("", PATTERNS, "userSpaceOnUse")
    const others = [...draw("key-", PATTERNS, "userSpaceOnUse"), ...draw("dot-", SIGNS, "objectBoundingBox")]
    const group = (name, ...drawn) => make("g", {class: name}, ...drawn)
    this.lines = group("lines")
    this.dotted = group("dots")
    this.rings = group("rings")
    this.centres = group("centres")
    this.svg.append(make("defs", {}, ...this.patterns, ...others), group("districts", ...this.features),
      this.lines, this.dotted, this.rings, this.centres)
    this.stage.style.aspectRatio = `${outlines.width} / ${outlines.height}`
    this.view = new View(this.stage, this.svg, outlines, () => this.follow())
    this.listen()
    this.label()
    this.paint()
    this.view.resize()
    const seen = () => {
      this.drawn()
      this.rule() // the districts are seen first, then the lines between them
    }
    this.styled.then(() => requestAnimationFrame(() => setTimeout(seen)))
  }

  /** The coast, and the borders between provinces. */
  rule() {
    const {edges, outlines: {parents}} = this.survey
    const coast = line(edges().filter(({two}) => two < 0))
    const borders = line(edges().filter(({one, two}) => two >= 0 && parents[one] !== parents[two]))
    const shared = [...this.shared].map(feature => this.survey.outlines.paths[feature]).join("")
    const drawn = {coast, "border halo": borders, border: borders, ...(shared && {"shared halo": shared, shared})}
    this.lines.replaceChildren(...Object.entries(drawn).map(([name, d]) => make("path", {d, class: name})))
  }

  listen() {
    followPointers(this)
    followWheel(this)
    followKeys(this)
    suggest({
      input: this.input,
      list: this.list,
      found: () => find(this.listed, this.input.value),
      nothing: () => this.data.words.nothing,
      changed: () => this.tabulate(),
      choose: place => this.show(place),
    })
    this.provinces.onchange = () => this.choose(Number(this.provinces.value))
    this.details.ontoggle = () => this.tabulate()
  }

  /** Whose values are drawn, in the order of the outlines: who reports, or the provinces. */
  gather({codes, names, also, parents, parentCodes, parentNames, reports, former = {}}) {
    /** @type {Map<string, Place>} */
    const places = new Map()
    const whose = this.byProvince ? parents.map(parent => parentCodes[parent]) : reports
    whose.forEach((code, feature) => {
      const own = codes.indexOf(code)
      const name = names[own] ?? former[code] ?? parentNames[parentCodes.indexOf(code)] ?? code
      const parent = parentNames[parents[code in former ? feature : own]] ?? ""
      const place = places.get(code) ?? {code, name, parent, features: [], search: ""}
      const texts = [name, code, place.parent, names[feature], codes[feature], ...[also[feature] ?? []].flat()]
      place.search += texts.map(text => ` ${fold(text)}`).join("")
      place.features.push(feature)
      places.set(code, place)
    })
    this.places = [...places.values()]
    this.placeOf = whose.map(code => places.get(code))
  }

  get byProvince() {
    return this.data?.level === "province"
  }

  /** Everything that a redraw may change. */
  paint() {
    const {data, survey: {outlines}} = this
    if (!this.places || this.gathered !== data.level) {
      this.activate(NOWHERE)
      this.gather(outlines)
      this.gathered = data.level
      this.root.classList.toggle("by-province", this.byProvince)
    }
    const undrawn = data.undrawn.map(([code, name, parent]) =>
      ({code, name, parent, features: [], search: [name, code, parent].map(fold).join(" ")}))
    this.listed = [...this.places, ...undrawn]
    // After an upgrade a page may hold other outlines than the server: better no map than a wrong one.
    this.failed = this.letters.length !== this.listed.length
    if (this.failed) return this.label()
    this.position = new Map(this.listed.map((place, i) => [place, i]))
    this.features.forEach((path, feature) => path.setAttribute("fill", this.fillOf(feature)))
    for (const [feature, dot] of this.dots) dot.setAttribute("fill", this.fillOf(feature, "dot-"))
    this.legend.replaceChildren(...data.legend.map(entry => this.entry(entry)))
    if (this.shared.size && !this.byProvince) this.legend.append(this.keyOfShared())
    this.placeCentres()
    const said = [outlines.source[data.language] ?? outlines.source.en]
    this.note.textContent = outlines.official ? "" : data.words.not_official
    if (undrawn.length) said.push(fill(data.words.undrawn, {count: undrawn.length}))
    this.source.textContent = said.join(" ")
    this.offerProvinces()
    if (this.view.span) this.follow()
    this.tabulate()
    if (this.tip.hidden) return
    if (this.active < 0) this.hover(NOWHERE)
    else this.tell(this.active, this.view.pixels(outlines.points[this.active]))
  }

  entry([letter, label, count]) {
    const key = make("svg", {class: "key"}, make("rect", {width: "100%", height: "100%", fill: this.ink(letter, "key-")}))
    return make("li", {class: count ? "" : "none"}, key, make("span", {}, label), make("b", {}, this.count.format(count)))
  }

  /** Outlines of now that share a figure of then are framed with dashes. */
  keyOfShared() {
    const frame = make("rect", {x: 1, y: 1, width: "90%", height: "86%", class: "shared"})
    const count = make("b", {}, this.count.format(this.shared.size))
    return make("li", {}, make("svg", {class: "key"}, frame), make("span", {}, this.data.words.shared), count)
  }

  /** A diamond in the middle of each district with centres, whatever their address; how many there are is told. */
  placeCentres() {
    const {points} = this.survey.outlines
    this.centresIn = new Map(this.data.centres)
    this.at = this.listed.filter(({code, features}) => this.centresIn.has(code) && features.length)
      .map(({features}) => points[features[0]])
    this.centres.replaceChildren(...this.at.map(() => make("path", {d: "M-1 0L0-1L1 0L0 1z"})))
    if (!this.centresIn.size) return
    const sum = [...this.centresIn.values()].reduce((a, b) => a + b, 0)
    const key = make("svg", {class: "diamond", viewBox: "-1.4 -1.4 2.8 2.8"}, make("path", {d: "M-1 0L0-1L1 0L0 1z"}))
    this.legend.append(make("li", {}, key, make("span", {}, this.data.words.centres), make("b", {}, this.count.format(sum))))
  }

  /** The colour or pattern of a letter. */
  ink(letter, prefix = "") {
    if (letter in STATES) return `url(#${prefix}${letter})`
    const zero = Number(this.data.zero)
    const classes = this.data.legend.length - Object.keys(STATES).length - zero
    return letter < zero ? "var(--zero)" : `var(--shade-${SHADES[classes][letter - zero]})`
  }

  fillOf(feature, prefix) {
    return this.ink(this.letters[this.position.get(this.placeOf[feature])], prefix)
  }

  /** What a place says: its number with the unit, or in words why there is none. @param {Place} place */
  answer(place) {
    const {names, unit, words} = this.data
    const value = this.numbers[this.position.get(place)]
    const number = value === null ? "" : (names[value] ?? `${this.format.format(value)} ${unit}`)
    const state = words[STATES[this.letters[this.position.get(place)]]]
    const centres = this.centresIn.get(place.code)
    const told = centres ? `${words.centres}: ${this.count.format(centres)}` : ""
    return [number, state, told].filter(Boolean).join(", ")
  }

  /** What must follow the zoom: patterns keep their width on the screen, small features get dots. */
  follow() {
    for (const drawn of this.patterns) drawn.setAttribute("patternTransform", `scale(${this.view.pixel})`)
    const {sizes, points} = this.survey.outlines
    // On a phone dots of that size would cover the map; there one zooms in.
    const size = (this.stage.clientWidth < 640 ? 3.5 : 5) * this.view.pixel
    this.at.forEach(([x, y], i) => this.centres.children[i].setAttribute("transform", `translate(${x} ${y}) scale(${size})`))
    const least = Math.max(Math.min(SMALL, this.stage.clientWidth / 250), SMALL / 2)
    this.svg.style.setProperty("--dot", least * 0.65)
    sizes.forEach((size, feature) => {
      const dot = this.dots.get(feature)
      const small = !this.byProvince && size < least * this.view.pixel
      if (dot && !small) {
        dot.remove()
        this.dots.delete(feature)
      } else if (small && !dot) {
        const [cx, cy] = points[feature]
        const drawn = Object.assign(make("circle", {cx, cy, fill: this.fillOf(feature, "dot-")}), {feature})
        this.dotted.append(drawn)
        this.dots.set(feature, drawn)
      }
    })
    this.mark()
  }

  /** The rings around the chosen province, the selected place and the focused feature. */
  mark() {
    const {edges, outlines: {parents}} = this.survey
    const round = within => line(edges().filter(({one, two}) => within(one) !== within(two)))
    const chosen = this.listed.find(({code}) => code === this.data.selected)?.features ?? []
    const focused = this.placeOf[this.active]
    const rings = {
      province: this.province < 0 ? "" : round(feature => parents[feature] === this.province),
      selected: chosen.map(feature => this.around(feature)).join(""),
      focus: this.active < 0 ? ""
        : this.byProvince ? round(feature => this.placeOf[feature] === focused) : this.around(this.active),
    }
    const drawn = Object.entries(rings).filter(([, d]) => d)
    this.rings.replaceChildren(...drawn.flatMap(([name, d]) =>
      [make("path", {d, class: `${name} halo`}), make("path", {d, class: name})]))
  }

  /** The outline of a feature, or a circle around it where that is too small to see. */
  around(feature) {
    const {sizes, paths, points} = this.survey.outlines
    if (sizes[feature] > 2 * SMALL * this.view.pixel) return paths[feature]
    const [x, y] = points[feature]
    const r = 8 * this.view.pixel
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
  }

  /* ---- going from place to place ---- */

  /** The feature that has the focus first: the selected one, or the one nearest to the middle. */
  start() {
    const selected = this.listed.find(({code}) => code === this.data.selected)
    const [x, y] = this.view.middle
    const away = this.survey.outlines.points.map(([px, py]) => Math.hypot(px - x, py - y))
    return selected?.features[0] ?? away.indexOf(Math.min(...away))
  }

  /** Gives a feature the focus within the map, tells it and shows it. */
  activate(feature, also = "") {
    const path = this.features[feature]
    this.features[this.active]?.removeAttribute("id")
    this.active = feature
    this.hover(NOWHERE)
    if (!path) return this.stage.removeAttribute("aria-activedescendant")
    const place = this.placeOf[feature]
    for (const [name, value] of Object.entries({id: "active", role: "button", "aria-label": place.name})) {
      path.setAttribute(name, value)
    }
    this.stage.setAttribute("aria-activedescendant", "active")
    this.said.textContent = `${[place.name, place.parent].filter(Boolean).join(", ")}: ${this.answer(place)}`
    this.view.reveal(this.survey.outlines.points[feature])
    this.mark()
    this.tell(feature, this.view.pixels(this.survey.outlines.points[feature]), also)
  }

  /** Shows what is under the pointer; without a feature, what has the focus. */
  hover(feature, event) {
    this.tip.hidden = feature < 0
    if (feature < 0) return
    const {left, top} = this.stage.getBoundingClientRect()
    this.tell(feature, [event.clientX - left, event.clientY - top])
  }

  /** The box with name, province and value, beside a point of the stage. */
  tell(feature, [x, y], also = "") {
    const place = this.placeOf[feature]
    const name = this.byProvince ? place.name : this.survey.outlines.names[feature]
    const above = name === place.name ? place.parent : place.name
    const shared = this.shared.has(feature) && !this.byProvince ? this.data.words.shared : ""
    this.tip.replaceChildren(make("b", {}, name), ...[above, shared, also].filter(Boolean).map(text => make("small", {}, text)),
      make("span", {}, this.answer(place)))
    this.tip.hidden = false
    const {offsetWidth, offsetHeight} = this.tip
    const left = x + 14 + offsetWidth > this.stage.clientWidth ? x - 14 - offsetWidth : x + 14
    this.tip.style.left = `${Math.max(left, 2)}px`
    this.tip.style.top = `${Math.max(y - offsetHeight - 10 < 0 ? y + 14 : y - offsetHeight - 10, 2)}px`
  }

  /** Opens the place of a feature. */
  enter(feature) {
    if (feature >= 0) this.open(this.placeOf[feature].code)
  }

  /** Goes to a place that was searched for. @param {Place} place */
  show(place) {
    if (!place.features.length) return
    const {boxes, outlines: {parents}} = this.survey
    if (parents[place.features[0]] !== this.province) this.reset()
    this.view.fit(place.features.map(feature => boxes()[feature]), 5)
    this.stage.focus()
    this.activate(place.features[0])
  }

  /* ---- provinces ---- */

  offerProvinces() {
    const {parents, parentNames} = this.survey.outlines
    const used = [...new Set(parents)].filter(parent => parent >= 0)
    const {compare} = new Intl.Collator(this.data.language)
    used.sort((a, b) => compare(parentNames[a], parentNames[b]))
    const options = used.map(parent => make("option", {value: parent}, parentNames[parent]))
    this.provinces.replaceChildren(make("option", {value: NOWHERE}, this.data.words.whole), ...options)
    this.provinces.value = this.province
    this.provinces.hidden = !used.length
  }

  /** Zooms to a province, and lists its districts alone. */
  choose(province) {
    const {boxes, outlines: {parents}} = this.survey
    this.province = province
    this.activate(NOWHERE)
    if (province < 0) this.view.whole()
    else this.view.fit(boxes().filter((_, feature) => parents[feature] === province), 1.15)
    this.tabulate()
  }

  reset() {
    this.provinces.value = NOWHERE
    this.choose(NOWHERE)
  }

  /* ---- the table ---- */

  /** The rows that the search and the chosen province leave. */
  wanted() {
    const name = this.survey.outlines.parentNames[this.province]
    return find(this.listed, this.input.value).filter(place => name === undefined || name === (place.parent || place.name))
  }

  async tabulate() {
    const {words, language} = this.data
    const [all, wanted] = [this.listed.length, this.wanted()]
    const said = wanted.length === all ? words.table : words.table_part
    this.summarised.textContent = fill(said, {count: this.count.format(all), shown: this.count.format(wanted.length)})
    this.details.hidden = false
    if (this.short === undefined) this.details.open = (this.short = all <= FEW_ROWS) || this.wide
    if (!this.details.open) return
    const {Table} = await import("./table.js")
    this.table ??= new Table(this.sheet)
    const rows = wanted.map(place => {
      const [value, letter] = [this.numbers, this.letters].map(each => each[this.position.get(place)])
      const shown = value === null ? words.no_value : (this.data.names[value] ?? this.format.format(value))
      return {...place, value, shown, status: words[STATES[letter] ?? "reported"]}
    })
    const columns = Object.entries({name: words.place, parent: words.province, shown: words.value, status: words.status})
    this.table.update(rows, columns.filter(([key]) => key !== "parent" || !(this.provinces.hidden || this.byProvince)), language)
  }
}

/** A pattern for one of the states: repeated in a district and in the legend, once in the box of a dot. */
function pattern(prefix, letter, [width, d], units) {
  const once = units === "objectBoundingBox"
  const tile = once ? {width: 1, height: 1, viewBox: `0 0 ${width} ${width}`} : {width, height: width}
  return make("pattern", {id: prefix + letter, class: STATES[letter], patternUnits: units, ...tile},
    make("rect", {width, height: width}), make("path", {d}))
}
