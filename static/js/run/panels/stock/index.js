// @ts-check
/** One stock over the morning. */

import { _ } from "../../../core/words.js";

/** @import {Panel} from "../index.js" */

/** @type {Panel} */
export const stock = {
  name: "stock",
  words: () => _("One stock"),
  charts: {
    "stock-price": async () => (await import("./stock.chart.js")).stockPriceChart,
    "stock-shares": async () => (await import("./stock.chart.js")).stockSharesChart,
  },
  load: async () => (await import("./stock.js")).stockView,
};
