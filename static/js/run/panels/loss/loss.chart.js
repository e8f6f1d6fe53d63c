// @ts-check
/**
 * The loss: three lines of this run, as a ghost the run left alone, what the last act
 * replaced, and after the end of the axis, as points, the totals that documents give.
 */

import { ALONE, BEFORE, BOOK, EXIT, FAIR } from "../../../core/headline.js";
import { MONEY_IN_HOVER, axisMoney } from "../../../core/format.js";
import { END, frameAt } from "../../../core/timescale.js";
import { Plot, token } from "../../../charts/plot.js";
import { extent, points, stepOf, stepOn } from "../../../core/series.js";
import { BESIDE, beside, hasRoom, ms } from "../../../charts/totals.js";
import { totalsTrace, wallAxis } from "../../../charts/totals.js";
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
export const lossChart = (host, session) => new LossChart(host, session);

/** The points of each curve. @typedef {Record<"exit" | "fair" | "book" | "alone" | "before", Points>} Curves */

/** @implements {ChartHandle} */
class LossChart {
  name = "loss";
  every = 250;
  /** In cents. @type {number[]} */
  ticks = [];

  /** @param {HTMLElement} host @param {Session} session */
  constructor(host, session) {
    this.host = host;
    this.session = session;
    this.plot = new Plot(host);
  }

  resize = () => this.plot.measure(MARGIN);

  /** @param {number} t */
  key = (t) =>
    [
      this.session.store.version,
      this.session.axis(t)[1],
      this.session.tellsTotals,
      Math.floor(this.plot.left(t)),
      Math.floor(this.plot.left(this.session.ghostUntil())),
    ].join(":");

  /** @param {number} t */
  draw = (t) => {
    const curves = this.curves(t);
    this.plot.x = this.whole(t);
    this.plot.y = this.scale(curves);
    const totals = this.totals() ? [totalsTrace(this.session.axis(t))] : [];
    this.plot.put([...traces(curves), ...totals], this.layout(t));
  };

  /** @param {number} t */
  head = (t) => {
    const { line } = this.session.store;
    const frame = line.lastDrawable(frameAt(t));
    const behind = frame < frameAt(t);
    const value = dollars(line.at("pnl_exit", frame));
    this.plot.head(t, { t: behind ? frame + 1 : t, value });
  };

  /** @param {number} t @returns {Curves} @private */
  curves(t) {
    const [from, to] = this.session.axis(t);
    const { line, ghost } = this.session.store;
    const shown = line.lastDrawable(frameAt(t)) + 1;
    const step = stepOn(line, from, shown, [from, to]);
    const beside = Math.max(from, this.ghostFrom(t));
    const alone = Math.min(to, this.session.ghostUntil());
    const apart = stepOn(ghost, beside, alone, [from, to]);
    return {
      exit: points(line, "pnl_exit", from, shown, step),
      fair: points(line, "pnl_fair", from, shown, step),
      book: points(line, "pnl_own", from, shown, step),
      alone: points(ghost, "pnl_exit", beside, alone, apart),
      before: this.replaced(from, to, stepOf([from, to])),
    };
  }

  /** The ghost is the curve itself up to the first act; there it would only hide it. @param {number} t @private */
  ghostFrom(t) {
    const cuts = this.session.store.epochs
      .filter(([epoch]) => epoch > 0)
      .map(([, cut]) => cut);
    return Math.min(t, ...cuts);
  }

  /** What the last act replaced, from there on. @param {number} from @param {number} to @param {number} step @private */
  replaced(from, to, step) {
    const { compared } = this.session;
    if (!compared) return NOTHING;
    const { line, cut } = compared;
    const until = Math.min(to, this.session.ghostUntil(), line.lastKnown(END - 1) + 1);
    return points(line, "pnl_exit", Math.max(from, cut), until, step);
  }

  /** Whether there is room for the totals, and whether they may be told. @private */
  totals() {
    return this.session.tellsTotals && hasRoom(this.plot.innerWidth);
  }

  /** The axis, and beside it the place of the totals. @param {number} t @returns {[number, number]} @private */
  whole(t) {
    const [from, to] = this.session.axis(t);
    return [from, this.totals() ? to + (to - from) * BESIDE : to];
  }

  /** @param {Curves} curves @private */
  scale(curves) {
    const drawn = Object.values(curves).map(({ y }) => y);
    if (this.totals()) drawn.push(Float64Array.from(SOURCED, ({ cents }) => cents));
    const [low, high] = extent(drawn);
    const bottom = Math.min(low, LEAST.low);
    const nice = niceScale(bottom, Math.max(high, 0), this.plot.ticks(6));
    this.ticks = nice.ticks;
    const room = nice.step * 0.15;
    return range(bottom - room, Math.max(high, 0) + room);
  }

  /** @param {number} t @private */
  layout(t) {
    const { plot, ticks } = this;
    const axis = this.session.axis(t);
    return plot.layout({
      ...(this.totals() ? beside(axis[1], plot.y) : {}),
      hovermode: "x unified",
      xaxis: wallAxis(plot, axis),
      yaxis: {
        range: plot.y,
        tickvals: ticks.map(dollars),
        ticktext: ticks.map(axisMoney),
      },
    });
  }
}

/** @param {Curves} curves */
function traces({ exit, fair, book, alone, before }) {
  return [
    curve(ALONE, alone, { color: token("--ghost"), width: 2, dash: "7px,5px" }),
    curve(BOOK, book, { color: token("--book"), width: 2.2, dash: "2px,4px" }),
    curve(FAIR, fair, { color: token("--fair"), width: 2, dash: "9px,3px,2px,3px" }),
    curve(BEFORE, before, { color: token("--before"), width: 2.2, dash: "10px,4px" }),
    filled(curve(EXIT, exit, { color: token("--loss"), width: 3.5 })),
  ];
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
