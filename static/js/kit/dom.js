// @ts-check
/** Small helpers around the document. Text goes in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id} on the page`);
  return found;
}

/** @param {string} id @returns {HTMLInputElement} */
export const inputById = (id) => /** @type {HTMLInputElement} */ (byId(id));

/** @param {string} id @returns {HTMLDialogElement} */
export const dialogById = (id) => /** @type {HTMLDialogElement} */ (byId(id));

/** @param {string} id @returns {SVGElement} */
export const svgById = (id) =>
  /** @type {SVGElement} */ (/** @type {unknown} */ (byId(id)));

/** What was said last. @type {WeakMap<Element, string>} */
const said = new WeakMap();

/**
 * Touches the page only when the text is another. What a page translator made of the same
 * words stays: it wraps them in elements of its own.
 * @param {Element} element @param {string} text
 */
export function setText(element, text) {
  const again = said.get(element) === text;
  if (!again) said.set(element, text);
  if (element.textContent === text) return;
  if (!again || !element.querySelector("font")) element.textContent = text;
}

/** @param {Element} element @param {string} name @param {string} value */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/**
 * What no page translator may touch: money, times, counts, codes, addresses.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 */
export const literal = (tag, attributes, ...children) =>
  make(tag, { translate: "no", ...attributes }, ...children);

/**
 * @param {string} tag @param {Record<string, string>} [attributes]
 * @param {Node[]} children
 */
export function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/**
 * Tells at once whether an element can be seen, neither hidden nor scrolled away, and again
 * on every change.
 * @param {Element} element @param {(visible: boolean) => void} tell
 */
export function whenVisible(element, tell) {
  tell(element.getClientRects().length > 0);
  new IntersectionObserver((entries) =>
    tell(entries.at(-1)?.isIntersecting ?? true),
  ).observe(element);
}

/** @type {WeakMap<Element, number>} */
const widths = new WeakMap();
/** @type {ResizeObserver | null} */
let measuring = null;

/**
 * How wide an element was in the last frame, in pixels; 0 before its first. Asking costs no
 * layout.
 * @param {Element} element
 */
export function widthOf(element) {
  measuring ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      widths.set(target, contentRect.width);
  });
  if (!widths.has(element)) {
    widths.set(element, 0);
    measuring.observe(element);
  }
  return widths.get(element) ?? 0;
}

/** @param {HTMLSelectElement} select @param {string[]} words */
export function fillOptions(select, words) {
  if (select.options.length === words.length) return;
  select.replaceChildren(...words.map((text) => make("option", {}, text)));
}

/**
 * A button with words and what it does.
 * @param {string} words @param {() => void} press @param {Record<string, string>} [attributes]
 */
export function button(words, press, attributes = {}) {
  const element = make(
    "button",
    { type: "button", class: "btn", ...attributes },
    words,
  );
  element.addEventListener("click", press);
  return element;
}
