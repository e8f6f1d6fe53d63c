// @ts-check
/** A text whose marks of the SEC's order are links; nothing is fetched until one is followed. */

import { pieces } from "./cited.model.js";
import { make } from "./dom.js";

/**
 * In a tab of its own: what plays here goes on.
 * @param {string} text @returns {(string | HTMLElement)[]}
 */
export const cited = (text) =>
  pieces(text, isAlone()).map(({ words, href }) =>
    href
      ? make("a", { class: "cited", href, target: "_blank", rel: "noopener" }, words)
      : words,
  );

/** What was said last. @type {WeakMap<Element, string>} */
const said = new WeakMap();

/**
 * Touches the page only when the text is another: what a page translator made of it stays.
 * @param {Element} element @param {string} text
 */
export function setCited(element, text) {
  if (said.get(element) === text) return;
  said.set(element, text);
  element.replaceChildren(...cited(text));
}

function isAlone() {
  const page = document.documentElement.dataset;
  return page["capsule"] === "on" || page["embed"] === "on";
}
