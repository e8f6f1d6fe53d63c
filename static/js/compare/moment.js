// @ts-check
/** The numbers of every run at the second on the screen. */

import { BOOK, EXIT, FAIR, NOT_YET, perMinute } from "../core/headline.js";
import { NONE, count, exactMoney, hms, int, money } from "../core/format.js";
import { byId, setAttribute, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";
import { grid } from "./grid.js";
import { namesOf } from "../replay/comparison.model.js";
import { signed } from "./rows.model.js";

/** @import {Compared, Side} from "../replay/comparison.model.js" */
/** @import {Column} from "../core/line.js" */

/**
 * @typedef {object} Quantity
 * @property {Column | "per-minute"} key
 * @property {string} words
 * @property {(n: number) => string} say
 * @property {(n: number) => string} exactly
 */

/** @returns {Quantity[]} */
const rows = () => [
  { key: "pnl_exit", words: EXIT, say: money, exactly: exactMoney },
  { key: "pnl_fair", words: FAIR, say: money, exactly: exactMoney },
  { key: "pnl_own", words: BOOK, say: money, exactly: exactMoney },
  { key: "per-minute", words: _("Per minute"), say: money, exactly: exactMoney },
  { key: "gross", words: _("Long plus short"), say: money, exactly: exactMoney },
  { key: "held", words: _("Shares held"), say: count, exactly: int },
  { key: "executions", words: _("Executions"), say: count, exactly: int },
  { key: "child_orders", words: _("Child orders"), say: count, exactly: int },
  { key: "loops", words: _("Loops running"), say: int, exactly: int },
];

/** @param {Compared} sides */
export function momentTable(sides) {
  const numbers = rows();
  /** @type {ReturnType<typeof grid> | null} */
  let table = null;
  let made = "";

  /** @param {number} t */
  return function draw(t) {
    const names = sides.info ? namesOf(sides.info) : [];
    if (made !== names.join("\n")) {
      made = names.join("\n");
      const about = { caption: _("Every run at this moment"), corner: _("Modelled") };
      table = grid(byId("moment"), { ...about, names, rows: numbers });
    }
    setText(byId("moment-at"), _("{time}, modelled", { time: hms(t) }));
    for (const row of numbers) if (table) fill(table, row, sides, t);
  };
}

/** @param {ReturnType<typeof grid>} table @param {Quantity} row @param {Compared} sides @param {number} t */
function fill(table, row, { shown, first }, t) {
  const base = value(row, first, t);
  shown.forEach((side, place) => {
    const own = value(row, side, t);
    const known = Number.isFinite(own);
    const apart = Number.isFinite(base) ? own - base : 0;
    const more = place && known ? signed(apart, row.say) : "";
    table.put(row.key, place, known ? row.say(own) : NONE, more);
    const cell = table.cell(row.key, place);
    if (cell) setAttribute(cell, "title", known ? row.exactly(own) : NOT_YET);
  });
}

/** @param {Quantity} row @param {Side | undefined} side @param {number} t */
function value({ key }, side, t) {
  if (!side) return NaN;
  const frame = side.frame(t);
  return key === "per-minute" ? perMinute(side.line, frame) : side.line.at(key, frame);
}
