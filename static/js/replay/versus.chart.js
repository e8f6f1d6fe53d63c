// @ts-check
/**
 * Runs side by side: their curves in one chart, and in another each minus the first. What
 * is to come lies under a curtain, so that playing draws nothing anew.
 */

import { MONEY_IN_HOVER, axisMoney, money } from "../core/format.js";
import { Plot, part, rem, token, typeSize } from "../charts/plot.js";
import { difference, letter, spread } from "./comparison.model.js";
import { extent, points, stepOf } from "../core/series.js";
import { _ } from "../core/words.js";
import { ms, wallAxis } from "../charts/totals.js";
import { niceScale } from "../charts/scale.model.js";
import { disclosedUntil } from "../core/spoilers.js";

/** @import {Dash, Data, Layout} from "plotly.js-dist-min" */
/** @import {ChartHandle, Points} from "../types.js" */
/** @import {Column} from "../core/line.js" */
/** @import {Compared} from "./comparison.model.js" */

const MARGIN = { l: 4.4, r: 6.4, t: 1.5, b: 1.9 };
/** The axis never zooms in on noise: to these cents at least. */
const LEAST = 1e8;

/** @typedef {{ place: number, points: Points }} Curve */
/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {(window: [number, number], step: number) => Curve[]} curves
 */

/** @param {HTMLElement} host @param {Compared} sides @param {() => Column} column */
export const curvesChart = (host, sides, column) =>
  new VersusChart(host, sides, column, {
    name: "curves",
    curves: ([from, to], step) =>
      sides.shown.map((side, place) => ({
        place,
        points: points(side.line, column(), from, to, step),
      })),
  });

/** @param {HTMLElement} host @param {Compared} sides @param {() => Column} column */
export const apartChart = (host, sides, column) =>
  new VersusChart(host, sides, column, {
    name: "apart",
    curves: ([from, to], step) =>
      sides.shown.slice(1).map((side, i) => {
        const first = sides.first?.line ?? side.line;
        const apart = difference(side.line, first, column(), from, to, step);
        return { place: i + 1, points: apart };
      }),
  });

/** @implements {ChartHandle} */
class VersusChart {
  every = 250;
  /** In cents. @type {number[]} */
  ticks = [];

  /**
   * @param {HTMLElement} host @param {Compared} sides @param {() => Column} column
   * @param {Kind} kind
   */
  constructor(host, sides, column, { name, curves }) {
    this.name = name;
    this.host = host;
    this.sides = sides;
    this.column = column;
    this.curves = curves;
    this.plot = new Plot(host);
    this.curtain = part(host, ".curtain");
  }

  resize = () => {
    const { plot, curtain } = this;
    const other = plot.measure(MARGIN);
    curtain.style.top = `${plot.margin.t}px`;
    curtain.style.height = `${plot.innerHeight}px`;
    curtain.style.width = `${plot.innerWidth}px`;
    return other;
  };

  /** @param {number} t */
  key = (t) =>
    [this.sides.key, this.column(), this.sides.axis(t)[1], this.disclosed()].join(":");

  /** @param {number} t */
  draw = (t) => {
    const { plot, sides } = this;
    plot.x = sides.axis(t);
    const [from, to] = plot.x;
    const drawn = this.curves([from, Math.min(to, this.disclosed())], stepOf(plot.x));
    this.scale(drawn);
    plot.put(
      drawn.map((curve) => trace(sides, curve)),
      this.layout(t, drawn),
    );
  };

  /** @param {number} t */
  head = (t) => {
    const { plot, curtain } = this;
    plot.head(t);
    const left = plot.left(t);
    const right = plot.margin.l + plot.innerWidth;
    curtain.style.transform = `translateX(${left.toFixed(1)}px)`;
    curtain.style.width = `${Math.max(0, right - left).toFixed(1)}px`;
  };

  disclosed() {
    return Math.floor(disclosedUntil(this.sides.view));
  }

  /** @param {Curve[]} drawn @private */
  scale(drawn) {
    const [low, high] = extent(drawn.map((curve) => curve.points.y));
    const whole = this.name === "curves";
    const { ticks } = niceScale(
      Math.min(low, whole ? -LEAST : 0),
      Math.max(high, whole ? 0 : LEAST),
      this.plot.ticks(6),
    );
    this.ticks = ticks;
    const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
    this.plot.y = [first / 100, last / 100];
  }

  /** @param {number} t @param {Curve[]} drawn @private */
  layout(t, drawn) {
    const { plot, sides, ticks } = this;
    return plot.layout({
      hovermode: "x unified",
      shapes: partings(sides, plot),
      annotations: [...labels(sides, plot, drawn), ...names(sides, plot)],
      xaxis: wallAxis(plot, sides.axis(t)),
      yaxis: {
        range: plot.y,
        tickvals: ticks.map((cents) => cents / 100),
        ticktext: ticks.map(axisMoney),
      },
    });
  }
}

/** @param {number} place */
const colour = (place) => token(`--run-${place + 1}`);

/** @param {number} place @returns {Dash} as Plotly says it (js/replay/curves.css) */
const dash = (place) => {
  const said = token(`--run-dash-${place + 1}`).replaceAll(" ", "");
  return /** @type {Dash} */ (said === "none" ? "solid" : said);
};

/** @param {Compared} sides @param {number} place */
const called = (sides, place) => sides.called?.(place) ?? letter(place);

/** @param {Compared} sides @param {Curve} curve @returns {Data} */
const trace = (sides, { place, points: { x, y } }) => ({
  type: "scatter",
  mode: "lines",
  name: called(sides, place),
  x: x.map(ms),
  y: y.map((cents) => cents / 100),
  line: {
    color: colour(place),
    width: 2.6,
    dash: dash(place),
  },
  hovertemplate: MONEY_IN_HOVER,
});

/** The name and the last value at the end of each curve. @param {Compared} sides @param {Plot} plot @param {Curve[]} drawn */
function labels(sides, plot, drawn) {
  const ends = drawn.map(({ points: { x, y } }) => {
    const last = y.findLastIndex(Number.isFinite);
    return { t: x[last] ?? NaN, cents: y[last] ?? NaN };
  });
  const known = drawn
    .map(({ place }, i) => ({ place, ...(ends[i] ?? { t: NaN, cents: NaN }) }))
    .filter(({ cents }) => Number.isFinite(cents));
  const tops = known.map(({ cents }) => plot.top(cents / 100) - plot.margin.t);
  const places = spread(tops, typeSize() * 1.35, plot.innerHeight);
  return known.map(({ place, t, cents }, i) => ({
    x: ms(t),
    y: cents / 100,
    text: `${called(sides, place)} ${money(cents)}`,
    xanchor: /** @type {const} */ ("left"),
    yanchor: /** @type {const} */ ("middle"),
    xshift: 6,
    yshift: (tops[i] ?? 0) - (places[i] ?? 0),
    showarrow: false,
    font: { size: typeSize(), color: colour(place), weight: 700 },
  }));
}

/** Where a run parts from the first. @param {Compared} sides @param {Plot} plot */
function moments({ info, view }, { x: [from, end] }) {
  const to = Math.min(end, disclosedUntil(view));
  return (info?.divergences ?? []).flatMap((parting, place) => {
    const tick = parting?.first?.tick;
    return tick !== undefined && tick >= from && tick <= to ? [{ tick, place }] : [];
  });
}

/** @param {Compared} sides @param {Plot} plot @returns {NonNullable<Layout["shapes"]>} */
const partings = (sides, plot) =>
  moments(sides, plot).map(({ tick, place }) => ({
    type: /** @type {const} */ ("line"),
    x0: ms(tick),
    x1: ms(tick),
    y0: plot.y[0],
    y1: plot.y[1],
    line: { color: colour(place), width: 1.5, dash: /** @type {const} */ ("dot") },
  }));

/** One name for all that part at one second. @param {Compared} sides @param {Plot} plot */
function names(sides, plot) {
  /** @type {Map<number, number[]>} */
  const at = new Map();
  for (const { tick, place } of moments(sides, plot)) {
    at.set(tick, [...(at.get(tick) ?? []), place]);
  }
  const em = rem();
  let free = -Infinity;
  return [...at]
    .sort(([a], [b]) => a - b)
    .flatMap(([tick, places]) => {
      const left = plot.left(tick);
      if (left < free) return [];
      const text = partWords(places);
      free = left + text.length * em * 0.55;
      return [nameAt(tick, plot.y[1], text)];
    });
}

/** @param {number[]} places of the runs that part */
function partWords(places) {
  const runs = places.map(letter).join(", ");
  return places.length > 1 ? _("{runs} part", { runs }) : _("{runs} parts", { runs });
}

/** @param {number} t @param {number} y @param {string} text */
const nameAt = (t, y, text) => ({
  x: ms(t),
  y,
  text,
  xanchor: /** @type {const} */ ("left"),
  yanchor: /** @type {const} */ ("bottom"),
  showarrow: false,
  font: { size: typeSize(), color: token("--ink-2") },
});
