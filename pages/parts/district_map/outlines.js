/**
 * The outlines of a country: fetched once for each address, and surveyed.
 *
 * A *feature* is one outline, a *place* is whoever reports; mostly they are the same, but an installed finer level is
 * drawn with the values of the places it belongs to: `reports[i]` is the code of the place of feature i.
 *
 * @typedef {{codes: string[], names: string[], also: (string|string[])[], parents: number[], parentCodes: string[],
 *   parentNames: string[], reports: string[], paths: string[], points: [number, number][], sizes: number[],
 *   width: number, height: number, official: boolean, source: Record<string, string>, shared?: number[],
 *   former?: Record<string, string>}} Outlines sizes are the sides of squares as large as the features; `shared` are
 *   features that were one place before it was divided, `former` names places that have no feature of their own
 * @typedef {{x1: number, y1: number, x2: number, y2: number, one: number, two: number}} Edge the features on its two
 *   sides; `two` is -1 where nothing lies on the other side
 * @typedef {[number, number][][]} Shape the rings of a feature
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 * @typedef {{outlines: Outlines, boxes: () => Box[], edges: () => Edge[]}} Survey both are found when they are first
 *   asked for: the map is drawn without reading its paths
 */

/** @type {Map<string, Promise<Survey>>} */
const surveys = new Map()

/** @param {string} address */
export function surveyed(address) {
  if (!surveys.has(address)) {
    const survey = fetch(address).then(answer => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      return answer.json().then(take)
    })
    surveys.set(address, survey)
    survey.catch(() => surveys.delete(address))
  }
  return surveys.get(address)
}

/** @param {Outlines} outlines @returns {Survey} */
function take(outlines) {
  const shapes = once(() => outlines.paths.map(rings))
  return {outlines, boxes: once(() => shapes().map(box)), edges: once(() => edges(shapes()))}
}

/** @template T @param {() => T} find @returns {() => T} what finds it the first time and then remembers it */
function once(find) {
  let found
  return () => (found ??= find())
}

/** Reads a path of straight lines. @param {string} path @returns {Shape} */
export function rings(path) {
  const found = []
  let ring = []
  let [x, y] = [0, 0]
  for (const [, command, rest] of path.matchAll(/([MLHVZ])([^A-Z]*)/gi)) {
    const numbers = (rest.match(/-?[\d.]+/g) ?? []).map(Number)
    const kind = command.toUpperCase()
    const relative = kind !== command
    if (kind === "Z") [x, y] = ring[0]
    if (kind === "M") found.push((ring = []))
    for (let i = 0; i < numbers.length; i++) {
      if (kind !== "V") x = numbers[i] + (relative ? x : 0)
      if (kind !== "H") y = numbers[kind === "V" ? i : ++i] + (relative ? y : 0)
      ring.push([x, y])
    }
  }
  return found
}

/** @param {Shape} shape @returns {Box} */
function box(shape) {
  const found = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of shape) {
    for (const [x, y] of ring) {
      if (x < found[0]) found[0] = x
      if (y < found[1]) found[1] = y
      if (x > found[2]) found[2] = x
      if (y > found[3]) found[3] = y
    }
  }
  return found
}

/** Every edge once, in the order of the rings. @param {Shape[]} shapes @returns {Edge[]} */
function edges(shapes) {
  const numbers = new Map()
  const found = new Map()
  const number = ([x, y]) => {
    const key = x * 1048576 + y
    let known = numbers.get(key)
    if (known === undefined) numbers.set(key, (known = numbers.size))
    return known
  }
  const walk = (feature, ring) => {
    let [from, a] = [ring.at(-1), number(ring.at(-1))]
    for (const to of ring) {
      const b = number(to)
      const key = a < b ? a * 16777216 + b : b * 16777216 + a
      const known = found.get(key)
      if (known) known.two = feature
      else if (a !== b) found.set(key, {x1: from[0], y1: from[1], x2: to[0], y2: to[1], one: feature, two: -1})
      ;[from, a] = [to, b]
    }
  }
  shapes.forEach((shape, feature) => shape.forEach(ring => walk(feature, ring)))
  return [...found.values()]
}

/** Some edges as one path. @param {Edge[]} wanted */
export function line(wanted) {
  let path = ""
  let [x, y] = [NaN, NaN]
  for (const {x1, y1, x2, y2} of wanted) {
    path += x === x1 && y === y1 ? `L${x2} ${y2}` : `M${x1} ${y1}L${x2} ${y2}`
    ;[x, y] = [x2, y2]
  }
  return path
}
