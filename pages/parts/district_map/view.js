/** Which part of the map is seen. Lengths are in units of the outlines unless they are said to be pixels. */

const DEEPEST = 80 // times the whole map
const MARGIN = 0.02

const clamp = (number, low, high) => Math.min(Math.max(number, low), high)

export class View {
  /**
   * @param {HTMLElement} stage what the map is seen in
   * @param {SVGSVGElement} svg
   * @param {{width: number, height: number}} outlines
   * @param {() => void} changed called after every change
   */
  constructor(stage, svg, {width, height}, changed) {
    Object.assign(this, {stage, svg, width, height, changed, zoomed: false, pixel: 1})
    this.middle = [width / 2, height / 2]
  }

  /** Takes the size of the stage. @returns whether there is anything to see */
  resize() {
    const {clientWidth, clientHeight} = this.stage
    if (!clientWidth || !clientHeight) return false
    this.ratio = clientHeight / clientWidth
    this.full = Math.max(this.width, this.height / this.ratio) * (1 + 2 * MARGIN)
    this.look(...this.middle, this.zoomed ? this.span : this.full)
    return true
  }

  /** Shows the part around a point that is `span` wide. */
  look(x, y, span) {
    this.span = clamp(span, this.full / DEEPEST, this.full)
    this.zoomed = this.span < this.full * 0.999
    this.pixel = this.span / this.stage.clientWidth
    this.middle = [hold(x, this.width, this.span), hold(y, this.height, this.span * this.ratio)]
    this.svg.setAttribute("viewBox", [...this.corner(), this.span, this.span * this.ratio].join(" "))
    this.svg.style.setProperty("--pixel", this.pixel)
    this.stage.classList.toggle("zoomed", this.zoomed)
    this.changed()
  }

  corner() {
    return [this.middle[0] - this.span / 2, this.middle[1] - (this.span * this.ratio) / 2]
  }

  /** The point of the map under a point of the screen (pixels). */
  under({clientX, clientY}) {
    const {left, top} = this.svg.getBoundingClientRect()
    const [x, y] = this.corner()
    return [x + (clientX - left) * this.pixel, y + (clientY - top) * this.pixel]
  }

  /** Where a point of the map lies in the stage, in pixels. */
  pixels([x, y]) {
    const [left, top] = this.corner()
    return [(x - left) / this.pixel, (y - top) / this.pixel]
  }

  /** Zooms in by a factor; the point stays where it is. */
  zoom(factor, [x, y] = this.middle) {
    const span = clamp(this.span / factor, this.full / DEEPEST, this.full)
    const share = span / this.span
    this.look(x + (this.middle[0] - x) * share, y + (this.middle[1] - y) * share, span)
  }

  /** Moves what is seen by so many pixels. */
  move(right, down) {
    this.look(this.middle[0] - right * this.pixel, this.middle[1] - down * this.pixel, this.span)
  }

  /** Fits boxes into the view; `room` is how many times as much is seen. @param {import("./outlines.js").Box[]} boxes */
  fit(boxes, room) {
    const side = (at, choose) => choose(...boxes.map(box => box[at]))
    const [left, top, right, bottom] = [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)]
    this.look((left + right) / 2, (top + bottom) / 2, Math.max(right - left, (bottom - top) / this.ratio) * room)
  }

  /** Brings a point into the view, if it is not well inside. */
  reveal([x, y]) {
    const inside = (at, length) => at > length * 0.05 && at < length * 0.95
    const [right, down] = this.pixels([x, y])
    if (!inside(right, this.stage.clientWidth) || !inside(down, this.stage.clientHeight)) this.look(x, y, this.span)
  }

  /** Shows everything. */
  whole() {
    this.look(...this.middle, this.full)
  }
}

/** The middle nearest to the wanted one that does not show more sea than needed. */
function hold(wanted, length, shown) {
  const spare = length * MARGIN
  return shown >= length ? length / 2 : clamp(wanted, shown / 2 - spare, length + spare - shown / 2)
}
