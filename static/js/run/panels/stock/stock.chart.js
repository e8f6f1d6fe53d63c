// @ts-check
/** One stock over the morning: its price, and what Knight did and held in it. */

import { _ } from "../../../core/words.js";
import { Plot, clockAxis, rem, token } from "../../../charts/plot.js";
import { MINUS, axisCount, axisPrice } from "../../../core/format.js";
import { extent } from "../../../core/series.js";
import { frameAt } from "../../../core/timescale.js";
import { niceScale } from "../../../charts/scale.model.js";
import { stockLine } from "../../../core/stock.js";

/** @import {Data} from "plotly.js-dist-min" */
/** @import {Session} from "../../../core/session.js" */
/** @import {ChartHandle} from "../../../types.js" */
/** @import {StockLine} from "../../../core/stock.js" */

const MARGIN = { l: 3.6, r: 0.8, t: 0.6, b: 1.7 };
/** The price axis shows at least this part of the price each way. */
const LEAST_MOVE = 0.02;
/** Shares that the other axis shows at least each way. */
const LEAST_SHARES = 1000;

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export const stockPriceChart = (host, session) =>
  stockChart("stock-price", host, session, (plot, line) => {
    const [first] = line.price;
    const [low, high] = extent([Float64Array.from(line.price)]);
    const least = (first ?? 0) * LEAST_MOVE;
    const from = Math.min(low, (first ?? low) - least);
    const to = Math.max(high, (first ?? high) + least);
    const open = { x: plot.x, y: [first ?? null, first ?? null] };
    return {
      data: [
        curve({ ...open, color: "--ghost", width: 1.5, dash: "dot" }),
        curve({ x: line.t, y: line.price, color: "--ink", width: 2.2 }),
      ],
      yaxis: axis(plot, from, to, axisPrice),
    };
  });

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export const stockSharesChart = (host, session) =>
  stockChart("stock-shares", host, session, (plot, { t, executed, position }) => {
    const all = [Float64Array.from(executed), Float64Array.from(position)];
    const [low, high] = extent(all);
    const held = (position.findLast(Number.isFinite) ?? 0) < 0 ? "--short" : "--long";
    return {
      data: [
        curve({ x: t, y: executed, color: "--flow-other", width: 2, dash: "dash" }),
        curve({ x: t, y: position, color: held, width: 2.4, area: true }),
      ],
      yaxis: {
        ...axis(plot, Math.min(low, 0), Math.max(high, LEAST_SHARES), signed),
        zeroline: true,
        zerolinecolor: "#888",
        zerolinewidth: 1,
      },
      annotations: [
        label(plot, "first", _("Executed"), "--ink-2"),
        label(plot, held === "--short" ? "bottom" : "second", _("Held"), held),
      ],
    };
  });

/** @typedef {{ data: Data[], yaxis: object, annotations?: object[] }} Drawn */

/**
 * @param {string} name @param {HTMLElement} host @param {Session} session
 * @param {(plot: Plot, line: StockLine) => Drawn} drawn
 * @returns {ChartHandle}
 */
function stockChart(name, host, session, drawn) {
  const plot = new Plot(host);
  return {
    name,
    host,
    every: 500,
    resize: () => plot.measure(MARGIN),
    key: (t) =>
      [
        session.store.version,
        session.stock,
        session.axis(t)[1],
        Math.floor(t / 60),
      ].join(":"),
    draw(t) {
      const stock = session.symbols[session.stock];
      if (!stock) return;
      plot.x = session.axis(t);
      const frame = session.store.line.lastKnown(frameAt(t));
      const line = stockLine(session.store, stock, session.stock, frame);
      const { data, ...own } = drawn(plot, line);
      const xaxis = clockAxis(plot.x, plot.innerWidth);
      plot.put(data, plot.layout({ xaxis, ...own }));
    },
    head: (t) => plot.head(t),
  };
}

/**
 * What a curve is, where it leaves the plot free: under the first label, or at the bottom.
 * @param {Plot} plot @param {"first" | "second" | "bottom"} place
 * @param {string} text @param {string} color
 */
const label = (plot, place, text, color) => ({
  text,
  x: plot.x[0],
  y: plot.y[place === "bottom" ? 0 : 1],
  xanchor: /** @type {const} */ ("left"),
  yanchor: place === "bottom" ? /** @type {const} */ ("bottom") : "top",
  xshift: 6,
  yshift: place === "second" ? -rem() * 1.1 : 0,
  showarrow: false,
  font: { size: rem() * 0.82, color: token(color), weight: 650 },
});

/** @param {number} n */
const signed = (n) => (n < 0 ? MINUS : "") + axisCount(Math.abs(n));

/**
 * @param {Plot} plot @param {number} low @param {number} high
 * @param {(value: number) => string} words
 */
function axis(plot, low, high, words) {
  const { ticks } = niceScale(low, high, Math.max(2, plot.innerHeight / rem() / 3));
  plot.y = [ticks[0] ?? low, ticks.at(-1) ?? high];
  return { range: plot.y, tickvals: ticks, ticktext: ticks.map(words) };
}

/**
 * @param {{ x: number[], y: (number | null)[], color: string, width: number,
 *   dash?: "dash" | "dot", area?: boolean }} own
 * @returns {Data}
 */
const curve = ({ x, y, color, width, dash, area }) => ({
  type: "scatter",
  mode: "lines",
  x,
  y,
  line: { color: token(color), width, dash: dash ?? "solid" },
  fill: area ? "tozeroy" : "none",
  fillcolor: area ? token(`${color}-fill`) : "rgba(0,0,0,0)",
  hoverinfo: "skip",
});
