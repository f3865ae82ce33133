/** Two small tools for making the page. */

const SVG = "http://www.w3.org/2000/svg"
const DRAWN = new Set(["svg", "defs", "pattern", "rect", "g", "path", "circle"])

/**
 * Makes an element. Texts among the children become text, whatever they hold.
 * @param {string} tag
 * @param {Record<string, string|number>} attributes
 * @param {...(Node|string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/**
 * Fills the {gaps} of a sentence.
 * @param {string} sentence
 * @param {Record<string, string|number>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap)
}
