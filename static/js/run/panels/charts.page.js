// @ts-check
/**
 * The charts. On a wide screen they come at once; on a phone each behind a button, and
 * neither their code nor Plotly is fetched before.
 */

import { button, byId, setAttribute, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { toast } from "../../kit/toasts.js";
import { whenVisible } from "../../kit/visible.js";

/** @import {ChartHandle} from "../../types.js" */
/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */
/** @typedef {(host: HTMLElement, session: Session) => ChartHandle} Chart */

/** @type {Record<string, () => Promise<Chart>>} */
const CHARTS = {
  loss: async () => (await import("./loss/loss.chart.js")).lossChart,
  flow: async () => (await import("./flow/flow.chart.js")).flowChart,
  positions: async () =>
    (await import("./positions/positions.chart.js")).positionsChart,
  stocks: async () => (await import("./stocks/stockmap.js")).stockMap,
  "stock-price": async () => (await import("./stock/stock.chart.js")).stockPriceChart,
  "stock-shares": async () => (await import("./stock/stock.chart.js")).stockSharesChart,
};
/** A frame of another site is often narrow, and shows little else than the chart. */
const NARROW =
  document.documentElement.dataset["embed"] === "on" ? "not all" : "(max-width: 760px)";

/** @param {Scheduler} scheduler @param {Session} session */
export function enterCharts(scheduler, session) {
  /** @type {Map<string, Promise<ChartHandle>>} */
  const asked = new Map();
  /** @type {ChartHandle[]} */
  const charts = [];
  const resized = new ResizeObserver(() => requestAnimationFrame(measure));

  function measure() {
    for (const chart of charts) chart.resize();
    scheduler.flush();
  }

  /** @param {string} name @param {HTMLElement} host */
  function opened(name, host) {
    const chart = asked.get(name) ?? made(name, host);
    asked.set(name, chart);
    chart.catch(() => asked.delete(name));
    return chart;
  }

  /** @param {string} name @param {HTMLElement} host @returns {Promise<ChartHandle>} */
  async function made(name, host) {
    const chart = (await drawnBy(name))(host, session);
    charts.push(chart);
    enter(scheduler, chart);
    resized.observe(host);
    return chart;
  }

  for (const name of Object.keys(CHARTS)) {
    const host = byId(`plot-${name}`);
    disclosure(host, async () => {
      await opened(name, host);
      measure();
    });
  }
  return { measure };
}

/** Its code, and Plotly beside it. @param {string} name @returns {Promise<Chart>} */
async function drawnBy(name) {
  const coming = CHARTS[name]?.();
  const { loadPlotly } = await import("../../charts/plotly.js");
  await loadPlotly();
  const chart = await coming;
  if (!chart) throw new Error(`no chart is called ${name}`);
  return chart;
}

/** A chart that is out of sight draws nothing. @param {Scheduler} scheduler @param {ChartHandle} chart */
function enter(scheduler, chart) {
  const { name, every, key, draw, host } = chart;
  scheduler.add({ name, kind: "chart", every, key, draw });
  scheduler.overlay((t) => chart.head?.(t));
  whenVisible(host, (visible) => scheduler.setVisible(name, visible));
}

/**
 * The button that opens a chart on a phone. A wide screen shows it and opens all.
 * @param {HTMLElement} host @param {() => Promise<void>} open
 */
function disclosure(host, open) {
  const narrow = matchMedia(NARROW);
  const own = button("", () => void set(host.dataset["open"] !== "on"), {
    class: "btn show-chart",
    "aria-controls": host.id,
  });
  host.before(own);

  /** @param {boolean} on */
  async function set(on) {
    host.dataset["open"] = on ? "on" : "off";
    setText(own, on ? _("Hide the chart") : _("Show the chart"));
    setAttribute(own, "aria-expanded", String(on));
    if (on) await open().catch(failed);
  }

  function failed() {
    toast(_("The chart could not be fetched. Is the server still there?"));
    void set(false);
  }

  narrow.addEventListener("change", () => void (narrow.matches || set(true)));
  void set(!narrow.matches);
}
