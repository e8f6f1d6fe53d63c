// @ts-check
/** A chart as a table, up to the present time. */

import { OPEN } from "../core/timescale.js";
import { byId, literal, make } from "./dom.js";
import { _ } from "../core/words.js";
import { exactMoney, hm, money } from "../core/format.js";

/** @import {Session} from "../core/session.js" */

/** A number is cents. @typedef {string | number} Cell */

/**
 * A chart as a table: a row every five minutes, or the rows of a frame.
 * @typedef {object} Table
 * @property {() => string} caption
 * @property {(session: Session) => string[]} heads after the first where a row is a time
 * @property {(session: Session, frame: number) => Cell[]} [cells]
 * @property {(session: Session, frame: number) => Cell[][]} [rows]
 */

export const FIVE_MINUTES = 300;

/**
 * @param {string} name @param {Table} table
 * @param {Session} session @param {number} t
 */
export function fillFrom(name, { caption, heads, cells, rows }, session, t) {
  const { frame, none } = session.showing(t);
  const times = cells ? everyFiveMinutes(frame) : [];
  fillTable(name, {
    caption: caption(),
    heads: [...(cells ? [_("Time")] : []), ...heads(session)],
    rows: none
      ? []
      : (rows?.(session, frame) ??
        times.map((at) => [hm(at), ...(cells?.(session, at - 1) ?? [])])),
  });
}

/** The times to show, newest first. @param {number} frame */
function everyFiveMinutes(frame) {
  const times = [];
  for (let t = OPEN; t <= frame + 1; t += FIVE_MINUTES) times.push(t);
  if (times.at(-1) !== frame + 1) times.push(frame + 1);
  return times.reverse();
}

/**
 * @param {string} name
 * @param {{ caption: string, heads: string[], rows: Cell[][] }} content
 */
export function fillTable(name, { caption, heads, rows }) {
  const columns = heads.map((head) => make("th", { scope: "col" }, head));
  const lines = rows.map(([first, ...rest]) =>
    make(
      "tr",
      {},
      cell("th", first, { scope: "row" }),
      ...rest.map((c) => cell("td", c)),
    ),
  );
  byId(`table-${name}`).replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...columns)),
      make("tbody", {}, ...lines),
    ),
  );
}

/** @param {"th" | "td"} tag @param {Cell} [own] @param {Record<string, string>} [attributes] */
function cell(tag, own = "", attributes = {}) {
  if (typeof own === "string") return make(tag, attributes, own);
  if (!Number.isFinite(own)) return make(tag, attributes, "–");
  return literal(tag, { ...attributes, title: exactMoney(own) }, money(own));
}
