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
/** An axis that ends later has a point a minute. */
const LONG_AXIS = 10_000;

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export function positionsChart(host, session) {
  const plot = new Plot(host);
  return {
    name: "positions",
    host,
    every: 500,
    resize: () => plot.measure(MARGIN),
    key: (t) =>
      `${session.store.version}:${session.axis(t)[1]}:${Math.floor(t / step(session, t))}`,
    draw(t) {
      plot.x = session.axis(t);
      const { long, short } = curves(session, t);
      const layout = plot.layout({
        xaxis: clockAxis(plot.x, plot.innerWidth),
        yaxis: axis(plot, long, short),
        annotations: [
          label(plot, _("Long"), token("--long"), 1),
          label(plot, _("Short"), token("--short"), 0),
        ],
      });
      plot.put(
        [area(_("Long"), long, "--long"), area(_("Short"), short, "--short")],
        layout,
      );
    },
    head: (t) => plot.head(t),
  };
}

/** @param {Session} session @param {number} t */
const step = (session, t) => (session.axis(t)[1] > LONG_AXIS ? 60 : 15);

/** @param {Session} session @param {number} t */
function curves(session, t) {
  const { line } = session.store;
  const shown = line.lastKnown(frameAt(t)) + 1;
  const from = session.axis(t)[0];
  const long = points(line, "long", from, shown, step(session, t));
  const short = points(line, "short", from, shown, step(session, t));
  return { long, short: { x: short.x, y: short.y.map((v) => -v) } };
}

/** @param {Plot} plot whose window it sets @param {Points} long @param {Points} short */
function axis(plot, long, short) {
  const [low, high] = extent([long.y, short.y]);
  const { ticks } = niceScale(0, Math.max(-low, high, LEAST), 2);
  const top = ticks.at(-1) ?? LEAST;
  plot.y = [-top * 1.25, top * 1.25];
  const tickvals = [-top, 0, top];
  const ticktext = [axisMoney(top), "0", axisMoney(top)];
  const zero = { zeroline: true, zerolinecolor: "#888", zerolinewidth: 1 };
  return { range: plot.y, tickvals, ticktext, ...zero };
}

/** @param {Plot} plot @param {string} text @param {string} color @param {number} side */
const label = (plot, text, color, side) => ({
  text,
  x: plot.x[0],
  y: plot.y[side] ?? 0,
  xanchor: /** @type {const} */ ("left"),
  yanchor: side ? /** @type {const} */ ("top") : /** @type {const} */ ("bottom"),
  xshift: 6,
  showarrow: false,
  font: { size: typeSize() * 1.1, color, weight: 650 },
});

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
