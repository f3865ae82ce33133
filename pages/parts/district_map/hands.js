/** Mouse, touch and keys on the map. */

const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}
const STEP = 1.6 // how much one press or click zooms
const STILL = 4 // pixels that a hand may tremble without dragging
const TOLD = 1600 // milliseconds that the hint about Ctrl stays

/** Hovering, clicking, dragging, pinching. @param {import("./map.js").DistrictMap} map */
export function followPointers(map) {
  const {stage, view} = map
  const down = new Map()
  let kind = "mouse"
  let dragged = false

  stage.addEventListener("pointerdown", event => {
    kind = event.pointerType
    if (!down.size) dragged = false
    down.set(event.pointerId, event)
  })
  stage.addEventListener("pointermove", event => {
    const before = down.get(event.pointerId)
    if (!before) return map.hover(event.target.feature ?? -1, event)
    if (!dragged && apart(before, event) < STILL) return
    dragged = true
    stage.setPointerCapture(event.pointerId)
    const other = [...down.values()].find(({pointerId}) => pointerId !== event.pointerId)
    if (other) view.zoom(apart(event, other) / apart(before, other), view.under(between(event, other)))
    else view.move(event.clientX - before.clientX, event.clientY - before.clientY)
    down.set(event.pointerId, event)
  })
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, event => down.delete(event.pointerId))
  }
  stage.addEventListener("pointerleave", () => map.hover(-1))
  stage.addEventListener("click", event => {
    const feature = event.target.feature
    if (dragged || feature === undefined) return
    // A finger covers what it points at, so the first tap only tells; the second one opens.
    if (kind === "touch" && map.active !== feature) map.activate(feature, map.data.words.tap)
    else map.enter(feature)
  })
}

const apart = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
const between = (a, b) => ({clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2})

/** The wheel zooms with Ctrl or after the map was clicked; otherwise the page scrolls. */
export function followWheel(map) {
  let told
  map.stage.addEventListener("wheel", event => {
    const {view, stage, hint, data} = map
    const closer = event.deltaY < 0
    if (!event.ctrlKey && !stage.matches(":focus")) {
      hint.textContent = data.words.wheel
      clearTimeout(told)
      told = setTimeout(() => (hint.textContent = ""), TOLD)
      return
    }
    if (!closer && !view.zoomed && !event.ctrlKey) return
    event.preventDefault()
    const pixels = event.deltaY * (event.deltaMode ? 30 : 1)
    view.zoom(2 ** (-Math.sign(pixels) * Math.min(Math.abs(pixels), 150) / 200), view.under(event))
  }, {passive: false})
}

/** Arrows walk, Enter opens, plus and minus zoom, Escape shows the whole map. */
export function followKeys(map) {
  const {stage, view} = map
  const {points} = map.survey.outlines
  const keys = {
    "Enter": () => map.enter(map.active),
    " ": () => map.enter(map.active),
    "+": () => view.zoom(STEP, points[map.active]),
    "=": () => view.zoom(STEP, points[map.active]),
    "-": () => view.zoom(1 / STEP, points[map.active]),
    "Escape": () => map.reset(),
  }
  stage.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    if (!arrow && !keys[event.key]) return
    event.preventDefault()
    if (!arrow) keys[event.key]()
    else map.activate(map.active < 0 ? map.start() : neighbour(points, map.active, arrow, map.byProvince && map.placeOf))
  })
  stage.addEventListener("focus", () => {
    if (stage.matches(":focus-visible") && map.active < 0) map.activate(map.start())
  })
  stage.addEventListener("blur", () => map.hover(-1))
  const [closer, farther, whole] = map.zooms
  closer.onclick = () => view.zoom(STEP)
  farther.onclick = () => view.zoom(1 / STEP)
  whole.onclick = () => map.reset()
}

/**
 * The nearest feature in a direction: what lies aside counts as farther away. Stays where there is none.
 * @param {[number, number][]} points @param {number} from @param {[number, number]} direction
 * @param {object[]|false} places where not every step is to another feature, but to one for which this differs
 */
export function neighbour(points, from, [right, down], places = false) {
  const [x, y] = points[from]
  let [found, least] = [from, Infinity]
  points.forEach(([px, py], feature) => {
    const ahead = (px - x) * right + (py - y) * down
    const aside = Math.abs((px - x) * down) + Math.abs((py - y) * right)
    if (ahead <= 0 || aside > 2 * ahead || ahead + 2 * aside >= least || (places && places[feature] === places[from])) return
    ;[found, least] = [feature, ahead + 2 * aside]
  })
  return found
}
