// @ts-check
/** Orders a minute: eight stepped, stacked areas. Those that ran away are red. */

import { frameAt } from "../core/timescale.js";
import { Plot, clockAxis, token } from "./plot.js";
import { axisCount } from "../core/format.js";
import { niceScale } from "../core/scale.js";
import { perMinute } from "../core/series.js";
import { runaways } from "../core/servers.js";

/** @import {Data} from "plotly.js-dist-min" */
/** @import {Session} from "../core/session.js" */
/** @import {ChartHandle} from "../types.js" */

const MARGIN = { l: 2.9, r: 0.8, t: 0.9, b: 1.8 };
/** The axis shows at least so many orders a minute. */
const LEAST = 1000;

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export function flowChart(host, session) {
  const plot = new Plot(host);

  /** @param {number} t */
  function areas(t) {
    const { line } = session.store;
    const frame = line.lastKnown(frameAt(t));
    const first = session.axis(t)[0] / 60;
    const away = runaways(line, frame);
    // Servers that ran away lie at the bottom, the last of them first.
    const order = line.servers
      .map((_, server) => server)
      .sort(
        (a, b) => Number(away.includes(b + 1)) - Number(away.includes(a + 1)) || b - a,
      );
    return order.map((server, place) => ({
      server,
      runaway: away.includes(server + 1),
      even: place % 2 === 0,
      ...steps(perMinute(line, server, first, frame), first, frame + 1),
    }));
  }

  /** @param {number} highest */
  function axis(highest) {
    const { ticks } = niceScale(0, Math.max(highest, LEAST), plot.ticks(4));
    plot.y = [0, (ticks.at(-1) ?? LEAST) * 1.04];
    return { range: plot.y, tickvals: ticks, ticktext: ticks.map(axisCount) };
  }

  return {
    name: "flow",
    host,
    every: 250,
    resize: () => plot.measure(MARGIN),
    key: (t) =>
      `${session.store.version}:${session.axis(t)[1]}:${Math.floor(plot.left(t) / 2)}`,
    draw(t) {
      plot.x = session.axis(t);
      const stack = areas(t);
      const layout = plot.layout({
        xaxis: clockAxis(plot.x, plot.innerWidth),
        yaxis: axis(peak(stack.map((area) => area.y))),
      });
      plot.put(stack.map(trace), layout);
    },
    head: (t) => plot.head(t),
  };
}

/** The last step reaches up to now. @param {Float64Array} y @param {number} first @param {number} until */
function steps(y, first, until) {
  if (!y.length) return { x: new Float64Array(0), y };
  const x = Float64Array.from(y, (_, i) => (first + i) * 60);
  const last = y.at(-1) ?? 0;
  return { x: Float64Array.of(...x, until), y: Float64Array.of(...y, last) };
}

/** @param {Float64Array[]} columns the height of the stack where it is highest */
function peak(columns) {
  let highest = 0;
  for (let i = 0; i < (columns[0]?.length ?? 0); i++) {
    highest = Math.max(
      highest,
      columns.reduce((total, column) => total + (column[i] ?? 0), 0),
    );
  }
  return highest;
}

/** @param {{ server: number, runaway: boolean, even: boolean, x: Float64Array, y: Float64Array }} area @returns {Data} */
function trace({ server, runaway, even, x, y }) {
  const red = even ? token("--loss-area") : token("--loss-area-2");
  return {
    type: "scatter",
    mode: "lines",
    stackgroup: "servers",
    name: `Server ${server + 1}`,
    x,
    y,
    line: { width: runaway ? 1.5 : 0, color: token("--loss"), shape: "hv" },
    fillcolor: runaway ? red : token("--flow-other"),
    hoverinfo: "skip",
  };
}
