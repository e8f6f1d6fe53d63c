// @ts-check
/** Every chart as a table, up to the present time. */

import { OPEN } from "../../core/timescale.js";
import { byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { exactMoney, hm, int, money, percent } from "../../core/format.js";
import { sum } from "../../core/servers.js";

/** @import {Line} from "../../core/line.js" */
/** @import {Session} from "../../core/session.js" */

export const FIVE_MINUTES = 300;
const MOST_STOCKS = 40;

/** @param {Session} session */
export function tablesPanel(session) {
  /** @param {number} t */
  return function draw(t) {
    const { line, ghost } = session.store;
    const { frame, none } = session.showing(t);
    const times = none ? [] : every(FIVE_MINUTES, frame);
    fill(
      "table-loss",
      _("Every five minutes"),
      LOSS,
      times.map((at) => loss(line, ghost, at)),
    );
    fill(
      "table-flow",
      _("Child orders in the minute before"),
      flowHeads(line),
      times.map((at) => flow(line, at)),
    );
    fill(
      "table-positions",
      _("Exposure"),
      [_("Time"), _("Long"), _("Short")],
      times.map((at) => positions(line, at)),
    );
    fill(
      "table-stocks",
      _("Largest moves"),
      [_("Stock"), _("Move"), _("Position")],
      stocks(session, frame),
    );
  };
}

const LOSS = [_("Time"), _("Getting out"), _("Push faded"), _("Book"), _("Left alone")];

/** The times to show, newest first. @param {number} step @param {number} frame */
export function every(step, frame) {
  const times = [];
  for (let t = OPEN; t <= frame + 1; t += step) times.push(t);
  if (times.at(-1) !== frame + 1) times.push(frame + 1);
  return times.reverse();
}

/** @param {Line} line @param {Line} ghost @param {number} at @returns {Cell[]} */
function loss(line, ghost, at) {
  const cells = [
    line.at("pnl_exit", at - 1),
    line.at("pnl_fair", at - 1),
    line.at("pnl_own", at - 1),
    ghost.at("pnl_exit", at - 1),
  ];
  return [clock(at), ...cells.map(dollars)];
}

/** @param {Line} line */
const flowHeads = (line) => [_("Time"), ...line.servers.map((_none, i) => `S${i + 1}`)];

/** @param {Line} line @param {number} at @returns {Cell[]} */
const flow = (line, at) => [
  clock(at),
  ...line.servers.map(({ sent }) => ({ text: int(sum(sent, at - 60, at - 1)) })),
];

/** @param {Line} line @param {number} at @returns {Cell[]} */
const positions = (line, at) => [
  clock(at),
  dollars(line.at("long", at - 1)),
  dollars(line.at("short", at - 1)),
];

/** @param {Session} session @param {number} frame @returns {Cell[][]} */
function stocks({ store, symbols }, frame) {
  const now = store.stocks(frame);
  if (!now) return [];
  return symbols
    .map(({ id }, i) => ({ id, move: now.move_bp[i] ?? 0, held: now.position[i] ?? 0 }))
    .sort((a, b) => Math.abs(b.move) - Math.abs(a.move))
    .slice(0, MOST_STOCKS)
    .map(({ id, move, held }) => [
      { text: id },
      { text: percent(move) },
      { text: int(held) },
    ]);
}

/** @typedef {{ text: string, title?: string }} Cell */

/** @param {number} at @returns {Cell} */
export const clock = (at) => ({ text: hm(at) });

/** @param {number} cents @returns {Cell} */
export const dollars = (cents) =>
  Number.isFinite(cents)
    ? { text: money(cents), title: exactMoney(cents) }
    : { text: "–" };

/** @param {string} id @param {string} caption @param {string[]} heads @param {Cell[][]} rows */
export function fill(id, caption, heads, rows) {
  const columns = heads.map((head) => make("th", { scope: "col" }, head));
  const lines = rows.map(([first, ...rest]) =>
    make(
      "tr",
      {},
      cell("th", first, { scope: "row" }),
      ...rest.map((c) => cell("td", c)),
    ),
  );
  byId(id).replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...columns)),
      make("tbody", {}, ...lines),
    ),
  );
}

/** @param {"th" | "td"} tag @param {Cell | undefined} own @param {Record<string, string>} [attributes] */
function cell(tag, own, attributes = {}) {
  const title = own?.title ? { title: own.title } : {};
  return make(tag, { ...attributes, ...title }, own?.text ?? "");
}
