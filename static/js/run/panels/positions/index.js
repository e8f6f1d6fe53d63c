// @ts-check
/** The positions: what is held long and short, in dollars. */

import { NONE, money } from "../../../core/format.js";
import { byId, setText } from "../../../kit/dom.js";
import { _ } from "../../../core/words.js";

/** @import {Panel, PanelPage} from "../index.js" */

/** @type {Panel} */
export const positions = {
  name: "positions",
  words: () => _("Positions"),
  draw: (page) => ({ every: 200, draw: sum(page) }),
  charts: {
    positions: async () => (await import("./positions.chart.js")).positionsChart,
  },
  table: {
    caption: () => _("Exposure"),
    heads: () => [_("Long"), _("Short")],
    cells: ({ store }, frame) => [
      store.line.at("long", frame),
      store.line.at("short", frame),
    ],
  },
};

/** @param {PanelPage} page */
const sum =
  ({ session }) =>
  (/** @type {number} */ t) => {
    const { frame, none } = session.showing(t);
    const gross = none ? NONE : money(session.store.line.at("gross", frame));
    setText(byId("positions-sum"), _("{gross} gross", { gross }));
  };
