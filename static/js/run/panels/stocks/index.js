// @ts-check
/** The stocks: a map of all of them, whose colours say how far each price moved. */

import { byId, makeSvg, setText } from "../../../kit/dom.js";
import { int, percent } from "../../../core/format.js";
import { _ } from "../../../core/words.js";

/** @import {Panel, PanelPage} from "../index.js" */

const MOST_ROWS = 40;

/** From the strongest fall to the strongest rise. */
const RAMP = ["down-3", "down-2", "down-1", "flat", "up-1", "up-2", "up-3"];

/** @type {Panel} */
export const stocks = {
  name: "stocks",
  words: () => _("154 stocks"),
  draw: (page) => ({ every: 200, draw: legend(page) }),
  charts: { stocks: async () => (await import("./stockmap.js")).stockMap },
  table: {
    caption: () => _("Largest moves"),
    heads: () => [_("Stock"), _("Move"), _("Position")],
    rows: largestMoves,
  },
};

/** @param {PanelPage} page */
function legend({ session }) {
  byId("ramp").replaceChildren("−6%", colours(), "+6%");
  return () => {
    const count = session.symbols.length;
    if (count) setText(byId("stocks-title"), _("{count} stocks", { count }));
  };
}

function colours() {
  const boxes = RAMP.map((name, i) => {
    const box = makeSvg("rect", { x: String(i * 10), width: "9", height: "8" });
    box.setAttribute("fill", `var(--${name})`);
    return box;
  });
  const box = { viewBox: "0 0 70 8", preserveAspectRatio: "none" };
  return makeSvg("svg", { ...box, "aria-hidden": "true" }, ...boxes);
}

/** @param {PanelPage["session"]} session @param {number} frame */
function largestMoves({ store, symbols }, frame) {
  const now = store.stocks(frame);
  if (!now) return [];
  return symbols
    .map(({ id }, i) => ({ id, move: now.move_bp[i] ?? 0, held: now.position[i] ?? 0 }))
    .sort((a, b) => Math.abs(b.move) - Math.abs(a.move))
    .slice(0, MOST_ROWS)
    .map(({ id, move, held }) => [id, percent(move), int(held)]);
}
