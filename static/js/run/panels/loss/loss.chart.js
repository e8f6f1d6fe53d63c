// @ts-check
/**
 * The loss: three lines of this run, as a ghost the run left alone, what the last act
 * replaced, and after the end of the axis, as points, the totals that documents give.
 */

import { ALONE, BEFORE, BOOK, EXIT, FAIR } from "../../../core/headline.js";
import { MONEY_IN_HOVER, axisMoney, exactMoney } from "../../../core/format.js";
import { END, frameAt } from "../../../core/timescale.js";
import { Plot, clockAxis, token } from "../../../charts/plot.js";
import { extent, points, stepOf } from "../../../core/series.js";
import { BESIDE, beside, hasRoom, ms, totalsTrace } from "../../../charts/totals.js";
import { SOURCED } from "../../../charts/sourced.model.js";
import { niceScale } from "../../../charts/scale.model.js";

/** @import {Dash, Data} from "plotly.js-dist-min" */
/** @import {Session} from "../../../core/session.js" */
/** @import {ChartHandle, Points} from "../../../types.js" */

const MARGIN = { l: 4, r: 1.2, t: 0.7, b: 1.9 };
/** The axis never zooms in on noise: it reaches down to these cents at least. */
const LEAST = { low: -1e9 };
/** @type {Points} */
const NOTHING = { x: new Float64Array(0), y: new Float64Array(0) };

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
        Math.min(to, session.ghostUntil()),
        step,
      ),
      before: replaced(from, to, step),
    };
  }

  /** What the last act replaced, from there on. @param {number} from @param {number} to @param {number} step */
  function replaced(from, to, step) {
    const { compared } = session;
    if (!compared) return NOTHING;
    const { line, cut } = compared;
    const until = Math.min(to, session.ghostUntil(), line.lastKnown(END - 1) + 1);
    return points(line, "pnl_exit", Math.max(from, cut), until, step);
  }

  /** Whether there is room for the totals, and whether they may be told. */
  const totals = () => session.tellsTotals && hasRoom(plot.innerWidth);

  /** The axis, and beside it the place of the totals. @param {number} t @returns {[number, number]} */
  function whole(t) {
    const [from, to] = session.axis(t);
    return [from, totals() ? to + (to - from) * BESIDE : to];
  }

  /** The ghost is the line itself up to the first act; there it would only hide it. */
  function ghostFrom(/** @type {number} */ t) {
    const cuts = session.store.epochs
      .filter(([epoch]) => epoch > 0)
      .map(([, cut]) => cut);
    return Math.min(t, ...cuts);
  }

  /** @param {Record<string, Points>} c */
  function scale(c) {
    const drawn = Object.values(c).map(({ y }) => y);
    if (totals()) drawn.push(Float64Array.from(SOURCED, ({ cents }) => cents));
    const [low, high] = extent(drawn);
    const bottom = Math.min(low, LEAST.low);
    const nice = niceScale(bottom, Math.max(high, 0), plot.ticks(6));
    ticks = nice.ticks;
    const room = nice.step * 0.15;
    return range(bottom - room, Math.max(high, 0) + room);
  }

  /** @param {number} t */
  function layout(t) {
    const { tickvals, ticktext } = clockAxis(session.axis(t), plot.innerWidth);
    return plot.layout({
      ...(totals() ? beside(session.axis(t)[1], plot.y) : {}),
      hovermode: "x unified",
      xaxis: {
        type: "date",
        range: [ms(plot.x[0]), ms(plot.x[1])],
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
        session.tellsTotals,
        Math.floor(plot.left(t)),
        Math.floor(plot.left(session.ghostUntil())),
      ].join(":"),
    draw(t) {
      const c = curves(t);
      plot.x = whole(t);
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
          curve(BEFORE, c.before, {
            color: token("--before"),
            width: 2.2,
            dash: "10px,4px",
          }),
          filled(curve(EXIT, c.exit, { color: token("--loss"), width: 3.5 })),
          ...(totals() ? [totalsTrace(session.axis(t))] : []),
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
    hovertemplate: MONEY_IN_HOVER,
  };
}

/** @param {ReturnType<typeof curve>} line @returns {Data} */
const filled = (line) => ({
  ...line,
  fill: "tozeroy",
  fillcolor: token("--loss-fill"),
});
