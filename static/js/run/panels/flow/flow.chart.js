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

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export const flowChart = (host, session) => new FlowChart(host, session);

/** Of one server. @typedef {{ server: number, runaway: boolean, x: Float64Array, y: Float64Array }} Area */

/** @implements {ChartHandle} */
class FlowChart {
  name = "flow";
  every = 250;

  /** @param {HTMLElement} host @param {Session} session */
  constructor(host, session) {
    this.host = host;
    this.session = session;
    this.plot = new Plot(host);
    this.bands = part(host, ".bands");
  }

  resize = () => this.plot.measure(MARGIN);

  /** @param {number} t */
  key = (t) =>
    [
      this.session.store.version,
      this.bySecond ? Math.floor(t) : this.session.axis(t)[1],
      Math.floor(this.plot.left(t) / 2),
    ].join(":");

  /** @param {number} t */
  draw = (t) => {
    const { plot } = this;
    plot.x = this.span(t);
    const stack = this.areas(t);
    const layout = plot.layout({
      xaxis: clockAxis(plot.x, plot.innerWidth),
      yaxis: this.axis(peak(stack.map((area) => area.y))),
    });
    plot.put(stack.map(trace), layout);
    this.number(t, stack);
  };

  /** @param {number} t */
  head = (t) => this.plot.head(t);

  /** @private */
  get bySecond() {
    return this.session.view.bySecond;
  }

  /** @param {number} t @returns {[number, number]} @private */
  span(t) {
    if (!this.bySecond) return this.session.axis(t);
    return [Math.floor(t) - LAST, Math.floor(t)];
  }

  /** Servers that ran away lie at the bottom, the last of them first. @param {number} t @private */
  areas(t) {
    const { line } = this.session.store;
    const frame = line.lastKnown(frameAt(t));
    const away = runaways(line, frame);
    const each = this.bySecond ? 1 : 60;
    const first = Math.max(0, this.span(t)[0] / each);
    const counted = this.bySecond ? perSecond : perMinute;
    const runs = line.servers.map((_none, server) => away.includes(server + 1));
    const order = [...runs.keys()].sort(
      (a, b) => Number(runs[b]) - Number(runs[a]) || b - a,
    );
    return order.map((server) => ({
      server,
      runaway: runs[server] ?? false,
      ...steps(counted(line, server, first, frame), first, each, frame + 1),
    }));
  }

  /** @param {number} highest @private */
  axis(highest) {
    const { plot } = this;
    const least = this.bySecond ? LEAST_A_SECOND : LEAST;
    const { ticks } = niceScale(0, Math.max(highest, least), plot.ticks(4));
    plot.y = [0, (ticks.at(-1) ?? least) * 1.04];
    return { range: plot.y, tickvals: ticks, ticktext: ticks.map(axisCount) };
  }

  /** The number of each band that is high enough, at its right end. @param {number} t @param {Area[]} stack @private */
  number(t, stack) {
    const { plot } = this;
    let under = 0;
    const labels = [];
    for (const { server, runaway, y } of stack) {
      const height = y.at(-1) ?? 0;
      const high = plot.top(0) - plot.top(height) > HIGH * rem();
      if (runaway && high) labels.push(label(plot, server, t, under + height / 2));
      under += height;
    }
    this.bands.replaceChildren(...labels);
  }
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
