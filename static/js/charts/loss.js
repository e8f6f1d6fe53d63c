// @ts-check
/** The loss: three lines of this run, and as a ghost the run left alone. */

import { ALONE, BOOK, EXIT, FAIR } from "../core/headline.js";
import { axisMoney, exactMoney } from "../core/format.js";
import { frameAt } from "../core/timescale.js";
import { Plot, clockAxis, token } from "./plot.js";
import { extent, points, stepOf } from "../core/series.js";
import { niceScale } from "../core/scale.js";

/** @import {Dash, Data} from "plotly.js-dist-min" */
/** @import {Session} from "../core/session.js" */
/** @import {ChartHandle, Points} from "../types.js" */

const MARGIN = { l: 4, r: 1.2, t: 0.7, b: 1.9 };
/** The axis never zooms in on noise: it reaches down to these cents at least. */
const LEAST = { low: -1e9 };
/** New York's wall time as if it were UTC: hover titles never in the viewer's zone. */
const EIGHT = Date.UTC(2012, 7, 1, 8);

/** @param {number} t */
const ms = (t) => EIGHT + t * 1000;

/** @param {number} cents */
const dollars = (cents) => cents / 100;

/** @param {number} low @param {number} high in cents @returns {[number, number]} */
const range = (low, high) => [dollars(low), dollars(high)];

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export function lossChart(host, session) {
  const plot = new Plot(host);
  /** @type {number[]} */
  let ticks = [];

  /** @param {number} t */
  function curves(t) {
    const [from, to] = session.axis(t);
    const step = stepOf([from, to]);
    const { line, ghost } = session.store;
    const shown = line.lastKnown(frameAt(t)) + 1;
    return {
      exit: points(line, "pnl_exit", from, shown, step),
      fair: points(line, "pnl_fair", from, shown, step),
      book: points(line, "pnl_own", from, shown, step),
      alone: points(
        ghost,
        "pnl_exit",
        Math.max(from, ghostFrom(t)),
        until(t, to),
        step,
      ),
    };
  }

  /** @param {number} t @param {number} to the end of the window */
  const until = (t, to) => Math.min(to, session.ghostUntil());

  /** The ghost is the line itself up to the first act; there it would only hide it. */
  function ghostFrom(/** @type {number} */ t) {
    const cuts = session.store.epochs
      .filter(([epoch]) => epoch > 0)
      .map(([, cut]) => cut);
    return Math.min(t, ...cuts);
  }

  /** @param {{ exit: Points, fair: Points, book: Points, alone: Points }} c */
  function scale({ exit, fair, book, alone }) {
    const [low, high] = extent([exit.y, fair.y, book.y, alone.y]);
    const bottom = Math.min(low, LEAST.low);
    const nice = niceScale(bottom, Math.max(high, 0), plot.ticks(6));
    ticks = nice.ticks;
    const room = nice.step * 0.15;
    return range(bottom - room, Math.max(high, 0) + room);
  }

  /** @param {number} t */
  function layout(t) {
    const window = session.axis(t);
    const { tickvals, ticktext } = clockAxis(window, plot.innerWidth);
    return plot.layout({
      hovermode: "x unified",
      xaxis: {
        type: "date",
        range: [ms(window[0]), ms(window[1])],
        tickvals: tickvals.map(ms),
        ticktext,
        hoverformat: "%-H:%M:%S",
      },
      yaxis: {
        range: plot.y,
        tickvals: ticks.map(dollars),
        ticktext: ticks.map(axisMoney),
      },
    });
  }

  return {
    name: "loss",
    host,
    every: 250,
    resize: () => plot.measure(MARGIN),
    key: (t) =>
      [
        session.store.version,
        session.axis(t)[1],
        Math.floor(plot.left(t)),
        Math.floor(plot.left(session.ghostUntil())),
      ].join(":"),
    draw(t) {
      const c = curves(t);
      plot.x = session.axis(t);
      plot.y = scale(c);
      plot.put(
        [
          curve(ALONE, c.alone, { color: token("--ghost"), width: 2, dash: "7px,5px" }),
          curve(BOOK, c.book, { color: token("--book"), width: 2.2, dash: "2px,4px" }),
          curve(FAIR, c.fair, {
            color: token("--fair"),
            width: 2,
            dash: "9px,3px,2px,3px",
          }),
          filled(curve(EXIT, c.exit, { color: token("--loss"), width: 3.5 })),
        ],
        layout(t),
      );
    },
    head(t) {
      const { line } = session.store;
      const frame = line.lastKnown(frameAt(t));
      const behind = frame < frameAt(t);
      const value = dollars(line.at("pnl_exit", frame));
      plot.head(t, { t: behind ? frame + 1 : t, value });
    },
  };
}

/**
 * @param {string} name @param {Points} points in cents
 * @param {{ color: string, width: number, dash?: string }} line
 */
function curve(name, { x, y }, line) {
  return {
    type: /** @type {const} */ ("scatter"),
    mode: /** @type {const} */ ("lines"),
    name,
    x: x.map(ms),
    y: y.map(dollars),
    line: /** @type {{ color: string, width: number, dash?: Dash }} */ (line),
    hovertemplate: "%{y:$,.2f}",
  };
}

/** @param {ReturnType<typeof curve>} line @returns {Data} */
const filled = (line) => ({
  ...line,
  fill: "tozeroy",
  fillcolor: token("--loss-fill"),
});
