// @ts-check
/**
 * Orders a minute, or a second of the last five minutes: eight stepped, stacked areas. Those
 * that ran away are red, each in its own shade and with its number.
 */

import { frameAt } from "../../../core/timescale.js";
import { Plot, clockAxis, part, rem, token } from "../../../charts/plot.js";
import { _ } from "../../../core/words.js";
import { axisCount } from "../../../core/format.js";
import { niceScale } from "../../../charts/scale.model.js";
import { perMinute, perSecond } from "../../../core/series.js";
import { runaways } from "../../../core/servers.js";

/** @import {Data} from "plotly.js-dist-min" */
/** @import {Session} from "../../../core/session.js" */
/** @import {ChartHandle} from "../../../types.js" */

const MARGIN = { l: 2.9, r: 0.8, t: 0.9, b: 1.8 };
/** The axis shows at least so many orders a minute, or a second. */
const LEAST = 1000;
const LEAST_A_SECOND = 20;
/** What is shown second by second. */
const LAST = 300;
/** A band so many rem high has room for its number. */
const HIGH = 0.72;

/** Of one server. @typedef {{ server: number, runaway: boolean, x: Float64Array, y: Float64Array }} Area */

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export function flowChart(host, session) {
  const plot = new Plot(host);
  const bands = part(host, ".bands");
  const { view } = session;
  return {
    name: "flow",
    host,
    every: 250,
    resize: () => plot.measure(MARGIN),
    key: (t) =>
      [
        session.store.version,
        view.bySecond ? Math.floor(t) : session.axis(t)[1],
        Math.floor(plot.left(t) / 2),
      ].join(":"),
    draw(t) {
      plot.x = view.bySecond ? [Math.floor(t) - LAST, Math.floor(t)] : session.axis(t);
      const stack = areas(session, t, plot.x[0]);
      const highest = peak(stack.map((area) => area.y));
      const layout = plot.layout({
        xaxis: clockAxis(plot.x, plot.innerWidth),
        yaxis: axis(plot, highest, view.bySecond ? LEAST_A_SECOND : LEAST),
      });
      plot.put(stack.map(trace), layout);
      bands.replaceChildren(...labels(plot, t, stack));
    },
    head: (t) => plot.head(t),
  };
}

/** @param {Session} session @param {number} t @param {number} from @returns {Area[]} */
function areas({ store: { line }, view }, t, from) {
  const frame = line.lastKnown(frameAt(t));
  const away = runaways(line, frame);
  const each = view.bySecond ? 1 : 60;
  const first = Math.max(0, from / each);
  const counted = view.bySecond ? perSecond : perMinute;
  // Servers that ran away lie at the bottom, the last of them first.
  const order = line.servers
    .map((_none, server) => server)
    .sort(
      (a, b) => Number(away.includes(b + 1)) - Number(away.includes(a + 1)) || b - a,
    );
  return order.map((server) => ({
    server,
    runaway: away.includes(server + 1),
    ...steps(counted(line, server, first, frame), first, each, frame + 1),
  }));
}

/** @param {Plot} plot whose window it sets @param {number} highest @param {number} least */
function axis(plot, highest, least) {
  const { ticks } = niceScale(0, Math.max(highest, least), plot.ticks(4));
  plot.y = [0, (ticks.at(-1) ?? least) * 1.04];
  return { range: plot.y, tickvals: ticks, ticktext: ticks.map(axisCount) };
}

/** The number of each band that is high enough, at its right end. @param {Plot} plot @param {number} t @param {Area[]} stack */
function labels(plot, t, stack) {
  let under = 0;
  const found = [];
  for (const { server, runaway, y } of stack) {
    const height = y.at(-1) ?? 0;
    const high = plot.top(0) - plot.top(height) > HIGH * rem();
    if (runaway && high) found.push(label(plot, server, t, under + height / 2));
    under += height;
  }
  return found;
}

/** @param {Plot} plot @param {number} server @param {number} t @param {number} value */
function label(plot, server, t, value) {
  const own = document.createElement("b");
  own.textContent = String(server + 1);
  own.style.transform = `translate(${plot.left(t) - rem()}px, ${plot.top(value)}px)`;
  return own;
}

/**
 * The last step reaches up to now.
 * @param {Float64Array} y @param {number} first @param {number} each seconds of a step
 * @param {number} until
 */
function steps(y, first, each, until) {
  if (!y.length) return { x: new Float64Array(0), y };
  const x = Float64Array.from(y, (_, i) => (first + i) * each);
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

/** @param {Area} area @returns {Data} */
function trace({ server, runaway, x, y }) {
  return {
    type: "scatter",
    mode: "lines",
    stackgroup: "servers",
    name: _("Server {n}", { n: server + 1 }),
    x,
    y,
    line: { width: runaway ? 1 : 0, color: token("--surface"), shape: "hv" },
    fillcolor: runaway ? token(`--flow-${server + 1}`) : token("--flow-other"),
    hoverinfo: "skip",
  };
}
