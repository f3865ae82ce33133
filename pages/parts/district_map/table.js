/** The numbers of the map as a table that can be sorted. Loaded when it is opened. */

import {make} from "./dom.js"

/** @typedef {{name: string, parent: string, value: number|null, shown: string, status: string}} Row */

export class Table {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.by = null
    this.down = false
    this.head = make("tr")
    this.body = make("tbody")
    parent.replaceChildren(make("table", {}, make("thead", {}, this.head), this.body))
  }

  /**
   * Shows rows, sorted as before.
   * @param {Row[]} rows
   * @param {[keyof Row, string][]} columns what each column shows, and its heading
   * @param {string} language
   */
  update(rows, columns, language) {
    Object.assign(this, {rows, columns, language})
    this.head.replaceChildren(...columns.map(([key, heading]) => this.heading(key, heading)))
    this.body.replaceChildren(...this.sorted().map(row => this.row(row)))
  }

  heading(key, text) {
    const button = make("button", {type: "button"}, text)
    const order = key !== this.by ? "none" : this.down ? "descending" : "ascending"
    button.onclick = () => {
      this.down = key === this.by ? !this.down : key === "shown"
      this.by = key
      this.update(this.rows, this.columns, this.language)
      this.head.children[this.columns.findIndex(([each]) => each === key)].firstChild.focus()
    }
    return make("th", {scope: "col", "aria-sort": order, class: key}, button)
  }

  row(row) {
    const cells = this.columns.map(([key]) =>
      key === "name" ? make("th", {scope: "row"}, row.name) : make("td", {class: key}, row[key]))
    return make("tr", {}, ...cells)
  }

  /** Sorted by the chosen column. Rows without a number come last, whichever way they are sorted by it. */
  sorted() {
    if (!this.by) return this.rows
    const collator = new Intl.Collator(this.language, {numeric: true})
    const sign = this.down ? -1 : 1
    if (this.by !== "shown") return [...this.rows].sort((a, b) => sign * collator.compare(a[this.by], b[this.by]))
    const missing = row => Number(row.value === null)
    return [...this.rows].sort((a, b) => missing(a) - missing(b) || sign * (a.value - b.value))
  }
}
