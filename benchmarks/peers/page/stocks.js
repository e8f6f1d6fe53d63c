// @ts-check
/** The stocks as a treemap: a filled curve for each shade, so that Plotly draws seven paths. */

import { squarify } from "../../../static/js/run/panels/stocks/treemap.model.js";
import { Plot, token } from "./plot.js";

/** @import {Data} from "plotly.js-dist-min" */
/** @import {Day} from "./day.js" */

const BOUNDS = [-600, -300, -80, 80, 300, 600]; // basis points
const SHADES = ["--dn-3", "--dn-2", "--dn-1", "--flat", "--up-1", "--up-2", "--up-3"];
const MARGIN = { l: 0, r: 0, t: 0, b: 0 };

/** @param {Day} day @returns {(t: number) => void} */
export function stocksChart({ stocks, first }) {
  const plot = new Plot("plot-stocks");
  const { width, height } = plot.size;
  const order = stocks.sizes
    .map((size, stock) => ({ size, stock }))
    .sort((a, b) => b.size - a.size);
  const places = squarify(
    order.map(({ size }) => size + 1),
    width,
    height,
  );
  const none = stocks.names.map(() => 0);
  return (t) => {
    const moves = stocks.moves[Math.floor(t / 60) - first - 1] ?? none;
    const shades = order.map(({ stock }) => shade(moves[stock] ?? 0));
    /** @type {Data[]} */
    const data = SHADES.map((name, nth) => tiles(places, shades, nth, token(name)));
    plot.put(data, {
      margin: MARGIN,
      xaxis: { visible: false, range: [0, width] },
      yaxis: { visible: false, range: [height, 0] },
    });
  };
}

/** @param {number} move */
const shade = (move) => BOUNDS.filter((bound) => move > bound).length;

/**
 * @param {ReturnType<typeof squarify>} places @param {number[]} shades
 * @param {number} nth @param {string} fillcolor @returns {Data}
 */
function tiles(places, shades, nth, fillcolor) {
  const own = places.filter((_none, at) => shades[at] === nth);
  return {
    type: "scatter",
    mode: "lines",
    x: own.flatMap(({ x, w }) => [x, x + w - 1, x + w - 1, x, null]),
    y: own.flatMap(({ y, h }) => [y, y, y + h - 1, y + h - 1, null]),
    fill: "toself",
    fillcolor,
    line: { width: 0 },
  };
}
