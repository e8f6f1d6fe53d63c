// @ts-check
/** A table with a column a run: made once, its cells filled as often as wanted. */

import { literal, make, makeSvg, setText } from "../kit/dom.js";
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
  const cells = new Map(rows.map(({ key }) => [key, names.map(() => literal("td"))]));
  const first = make("th", { scope: "col" }, corner);
  const body = rows.map((row) => line(row, cells.get(row.key) ?? []));
  host.replaceChildren(
    make(
      "table",
      { class: "grid" },
      make("caption", { class: "sr" }, caption),
      make("thead", {}, make("tr", {}, first, ...names.map(head))),
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

/** @param {string} name @param {number} place */
function head(name, place) {
  const said = make("span", { class: "sr" }, ` ${name}`);
  return make("th", { scope: "col", title: name }, sample(place), said);
}

/** @param {GridRow} row @param {HTMLTableCellElement[]} cells */
function line({ key, words, note }, cells) {
  const said = make("th", { scope: "row" }, words);
  if (note) said.append(make("small", {}, note));
  return make("tr", { "data-row": key }, said, ...cells);
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
