// @ts-check
/**
 * The charts of a page, in its one scheduler: each is drawn when there is something to draw,
 * waits while the day comes in, and is measured when its size is another.
 */

import { whenVisible } from "../kit/dom.js";

/** @import {Scheduler} from "../core/scheduler.js" */
/** @import {ChartHandle} from "../types.js" */

/** How long everything else waits for the leading chart at most, in milliseconds. */
const PATIENCE = 5000;
/** While a slow line brings the day a chart is drawn so often, in milliseconds. */
const MEANWHILE = 1000;

export class Charts {
  /** @type {Map<Element, ChartHandle>} by host */
  made = new Map();
  /** @type {() => void} */
  begin = () => undefined;
  /** Once the leading chart has been drawn, or not for a while. @type {Promise<void>} */
  begun = new Promise((resolve) => {
    this.begin = resolve;
    setTimeout(resolve, PATIENCE);
  });
  resized = new ResizeObserver((entries) => {
    const hosts = entries.map(({ target }) => target);
    requestAnimationFrame(() => hosts.forEach((host) => this.fit(host)));
  });

  /**
   * @param {Scheduler} scheduler
   * @param {(t: number, first: boolean) => boolean} may whether charts may be drawn, or again
   * @param {string} lead the chart that people came for
   */
  constructor(scheduler, may, lead) {
    this.scheduler = scheduler;
    this.may = may;
    this.lead = lead;
  }

  /** One that is out of sight draws nothing. @param {ChartHandle} chart */
  add(chart) {
    const { name, every, key, host } = chart;
    const { scheduler } = this;
    let last = -Infinity;
    const draw = (/** @type {number} */ t) => {
      chart.draw(t);
      last = scheduler.now();
      if (name === this.lead) this.begin();
    };
    const may = (/** @type {number} */ t, /** @type {boolean} */ first) =>
      this.may(t, first) || (!first && scheduler.now() - last >= MEANWHILE);
    chart.resize();
    this.made.set(host, chart);
    scheduler.add({ name, kind: "chart", every, key, draw, may });
    scheduler.overlay((t) => chart.head?.(t));
    whenVisible(host, (visible) => {
      scheduler.setVisible(name, visible);
      if (!visible && name === this.lead) this.begin(); // nobody waits for it
    });
    this.resized.observe(host);
  }

  /** Everything has another size or colour: it is drawn anew at once. */
  measure = () => {
    for (const chart of this.made.values()) chart.resize();
    this.scheduler.flush();
  };

  /** @param {Element} host @private */
  fit(host) {
    const chart = this.made.get(host);
    if (chart?.resize()) this.scheduler.again(chart.name);
  }
}
