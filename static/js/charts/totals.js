// @ts-check
/** The totals that documents give, beside the end of the loss chart's axis. */

import { clockAxis, rem, token, typeSize } from "./plot.js";
import { SOURCED } from "./sourced.model.js";
import { _ } from "../core/words.js";

/** @import {Data, Layout, LayoutAxis} from "plotly.js-dist-min" */
/** @import {Plot} from "./plot.js" */

/** They take this share of the axis' length, where that is so many rem wide. */
export const BESIDE = 0.19;
const WIDE = 5.5;

/** Whether there is room beside an axis. @param {number} width of the whole, in pixels */
export const hasRoom = (width) => (width * BESIDE) / (1 + BESIDE) > WIDE * rem();

/** New York's wall time as if it were UTC: hover titles never in the viewer's zone. */
const EIGHT = Date.UTC(2012, 7, 1, 8);

/** @param {number} t */
export const ms = (t) => EIGHT + t * 1000;

/**
 * The time axis of a chart whose hover titles are times.
 * @param {Plot} plot @param {[number, number]} window @returns {Partial<LayoutAxis>}
 */
export function wallAxis(plot, window) {
  const { tickvals, ticktext } = clockAxis(window, plot.innerWidth);
  return {
    type: "date",
    range: [ms(plot.x[0]), ms(plot.x[1])],
    tickvals: tickvals.map(ms),
    ticktext,
    hoverformat: "%-H:%M:%S",
  };
}

/** @param {[number, number]} axis @returns {Data} */
export function totalsTrace([from, to]) {
  const x = ms(to + (to - from) * BESIDE * 0.16);
  return {
    type: "scatter",
    mode: "text+markers",
    name: _("Sourced"),
    x: SOURCED.map(() => x),
    y: SOURCED.map(({ cents }) => cents / 100),
    text: SOURCED.map(({ words }) => words),
    textposition: ["top right", "bottom right"],
    textfont: { size: typeSize(), color: token("--ink") },
    marker: { symbol: "diamond", size: 9, color: token("--ink") },
    hovertext: SOURCED.map(({ words, source }) => `${words} (${source})`),
    hoverinfo: "text",
    cliponaxis: false,
  };
}

/**
 * The line between the axis and what is beside it, and what that is.
 * @param {number} to the axis' end @param {[number, number]} y its range in dollars
 * @returns {Partial<Layout>}
 */
export function beside(to, [y0, y1]) {
  const x = ms(to);
  const line = { color: token("--line-strong"), width: 1, dash: "dot" };
  const said = {
    x,
    y: y1,
    text: _("Sourced totals<br>of later days"),
    xanchor: /** @type {const} */ ("left"),
    yanchor: /** @type {const} */ ("top"),
    align: /** @type {const} */ ("left"),
    xshift: 6,
    showarrow: false,
    font: { size: typeSize(), color: token("--ink-2") },
  };
  return {
    shapes: [
      {
        type: /** @type {const} */ ("line"),
        x0: x,
        x1: x,
        y0,
        y1,
        line: /** @type {{ color: string, width: number, dash: "dot" }} */ (line),
      },
    ],
    annotations: [said],
  };
}
