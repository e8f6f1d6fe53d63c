// @ts-check
/** Long above zero, short below: place and label carry the meaning, colour only helps. */

import { Plot, clockAxis, token, typeSize } from "../../../charts/plot.js";
import { frameAt } from "../../../core/timescale.js";
import { extent, points } from "../../../core/series.js";
import { _ } from "../../../core/words.js";
import { axisMoney } from "../../../core/format.js";
import { niceScale } from "../../../charts/scale.model.js";

/** @import {Data} from "plotly.js-dist-min" */
/** @import {Session} from "../../../core/session.js" */
/** @import {ChartHandle, Points} from "../../../types.js" */

const MARGIN = { l: 3.1, r: 0.8, t: 0.5, b: 1.8 };
/** The axis shows at least a hundred million dollars each way. */
const LEAST = 1e10;

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export function positionsChart(host, session) {
  const plot = new Plot(host);

  /** @param {number} t */
  const step = (t) => (session.axis(t)[1] > 10000 ? 60 : 15);

  /** @param {number} t */
  function curves(t) {
    const { line } = session.store;
    const shown = line.lastKnown(frameAt(t)) + 1;
    const from = session.axis(t)[0];
    const long = points(line, "long", from, shown, step(t));
    const short = points(line, "short", from, shown, step(t));
    return { long, short: { x: short.x, y: short.y.map((v) => -v) } };
  }

  /** @param {{ long: Points, short: Points }} c */
  function axis({ long, short }) {
    const [low, high] = extent([long.y, short.y]);
    const most = Math.max(-low, high, LEAST);
    const { ticks } = niceScale(0, most, 2);
    const top = ticks.at(-1) ?? LEAST;
    plot.y = [-top * 1.25, top * 1.25];
    const tickvals = [-top, 0, top];
    const ticktext = [axisMoney(top), "0", axisMoney(top)];
    const zero = { zeroline: true, zerolinecolor: "#888", zerolinewidth: 1 };
    return { range: plot.y, tickvals, ticktext, ...zero };
  }

  /** @param {string} text @param {string} color @param {number} side */
  const label = (text, color, side) => ({
    text,
    x: plot.x[0],
    y: plot.y[side] ?? 0,
    xanchor: /** @type {const} */ ("left"),
    yanchor: side ? /** @type {const} */ ("top") : /** @type {const} */ ("bottom"),
    xshift: 6,
    showarrow: false,
    font: { size: typeSize() * 1.1, color, weight: 650 },
  });

  return {
    name: "positions",
    host,
    every: 500,
    resize: () => plot.measure(MARGIN),
    key: (t) =>
      `${session.store.version}:${session.axis(t)[1]}:${Math.floor(t / step(t))}`,
    draw(t) {
      plot.x = session.axis(t);
      const c = curves(t);
      const yaxis = axis(c);
      const layout = plot.layout({
        xaxis: clockAxis(plot.x, plot.innerWidth),
        yaxis,
        annotations: [
          label(_("Long"), token("--long"), 1),
          label(_("Short"), token("--short"), 0),
        ],
      });
      plot.put(
        [area(_("Long"), c.long, "--long"), area(_("Short"), c.short, "--short")],
        layout,
      );
    },
    head: (t) => plot.head(t),
  };
}

/** @param {string} name @param {Points} points @param {string} color @returns {Data} */
const area = (name, { x, y }, color) => ({
  type: "scatter",
  mode: "lines",
  name,
  x,
  y,
  fill: "tozeroy",
  fillcolor: token(`${color}-fill`),
  line: { color: token(color), width: 2.2 },
  hoverinfo: "skip",
});
