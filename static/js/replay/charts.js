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
  /** Whether the leading chart has been drawn, or nobody waits for it any longer. */
  stands = false;
  /** @type {() => void} */
  begin = () => undefined;
  /** Once it stands. @type {Promise<void>} */
  begun = new Promise((resolve) => {
    this.begin = () => {
      this.stands = true;
      resolve();
    };
    setTimeout(this.begin, PATIENCE);
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
    this.since = scheduler.now();
  }

  /** @param {string} name */
  isLead = (name) => name === this.lead;

  /** One that is out of sight draws nothing; the leading one is drawn at once. @param {ChartHandle} chart */
  add(chart) {
    const { name, every, key, host } = chart;
    const { scheduler } = this;
    const leads = this.isLead(name);
    let last = leads ? Infinity : this.since;
    const draw = (/** @type {number} */ t) => {
      chart.draw(t);
      last = scheduler.now();
      if (leads) this.begin();
    };
    const may = (/** @type {number} */ t, /** @type {boolean} */ first) => {
      if (this.may(t, first && leads)) return true;
      return this.may(t, true) && scheduler.now() - last >= MEANWHILE;
    };
    chart.resize();
    this.made.set(host, chart);
    scheduler.add({ name, kind: "chart", every, key, draw, may, leads });
    scheduler.overlay((t) => chart.head?.(t));
    whenVisible(host, (visible) => {
      scheduler.setVisible(name, visible);
      if (!visible && leads) this.begin(); // nobody waits for it
    });
    this.resized.observe(host);
    if (leads) scheduler.step();
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
