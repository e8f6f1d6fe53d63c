// @ts-check
/** A table with a column a run: made once, its cells filled as often as wanted. */

import { make, makeSvg, setText } from "../kit/dom.js";
import { letter } from "../replay/comparison.model.js";

/**
 * @typedef {object} GridRow
 * @property {string} key
 * @property {string} words
 * @property {string} [note] in small below the words
 */

/** How a run's line looks, and its letter. @param {number} place */
export function sample(place) {
  const stroke = makeSvg("path", { d: "M0 4H30", class: `run-stroke-${place + 1}` });
  const line = makeSvg("svg", { viewBox: "0 0 30 8", "aria-hidden": "true" }, stroke);
  return make("span", { class: "sample" }, line, make("b", {}, letter(place)));
}

/**
 * @param {HTMLElement} host
 * @param {{ caption: string, corner: string, names: string[], rows: GridRow[] }} about
 *   the names of the runs, in their order
 */
export function grid(host, { caption, corner, names, rows }) {
  /** @type {Map<string, HTMLTableCellElement[]>} */
  const cells = new Map();
  const heads = names.map((name, place) => {
    const head = make("th", { scope: "col", title: name }, sample(place));
    head.append(make("span", { class: "sr" }, ` ${name}`));
    return head;
  });
  const body = rows.map(({ key, words, note }) => {
    const own = names.map(() => make("td"));
    cells.set(key, own);
    const head = make("th", { scope: "row" }, words);
    if (note) head.append(make("small", {}, note));
    return make("tr", { "data-row": key }, head, ...own);
  });
  host.replaceChildren(
    make(
      "table",
      { class: "grid" },
      make("caption", { class: "sr" }, caption),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, corner), ...heads)),
      make("tbody", {}, ...body),
    ),
  );
  return {
    /** @param {string} key @param {number} place */
    cell: (key, place) => cells.get(key)?.[place],
    /** @param {string} key @param {number} place @param {string} words @param {string} [more] */
    put(key, place, words, more = "") {
      const cell = cells.get(key)?.[place];
      if (cell) fill(cell, words, more);
    },
  };
}

/** Two lines in a cell, touched only where something changed. @param {HTMLElement} cell @param {string} words @param {string} more */
function fill(cell, words, more) {
  const [first, second] = cell.children;
  if (!first || !second) {
    cell.replaceChildren(make("span", {}, words), make("small", {}, more));
    return;
  }
  setText(first, words);
  setText(second, more);
}
