// @ts-check
/**
 * One frame: all overlays, the texts that are due, and at most one chart.
 *
 * A chart is due when it is visible, rested and its key changed; the longest overdue
 * goes first. Time and frames come from outside.
 */

/** @import {Job} from "../types.js" */

export class Scheduler {
  /**
   * @param {{ now: () => number, frame: (callback: () => void) => void, time: () => number }} env
   */
  constructor({ now, frame, time }) {
    this.now = now;
    this.frame = frame;
    this.time = time;
    /** @type {((t: number) => void)[]} */
    this.overlays = [];
    /** @type {Job[]} */
    this.jobs = [];
    this.stats = {
      frames: 0,
      flushes: 0,
      mostChartsInAFrame: 0,
      /** @type {Record<string, number>} */
      drawn: {},
    };
  }

  /** @param {(t: number) => void} draw cheap: transforms only */
  overlay(draw) {
    this.overlays.push(draw);
  }

  /** @param {Pick<Job, "name" | "kind" | "every" | "key" | "draw"> & Partial<Job>} job */
  add(job) {
    const fresh = { visible: true, last: -Infinity, drawn: undefined, leads: false };
    this.jobs.push({ ...fresh, ...job });
  }

  /** It has another size: it is drawn in its next turn. @param {string} name */
  again(name) {
    for (const job of this.jobs) {
      if (job.name === name) Object.assign(job, { drawn: undefined, last: -Infinity });
    }
  }

  /** @param {string} name @param {boolean} visible */
  setVisible(name, visible) {
    for (const job of this.jobs) if (job.name === name) job.visible = visible;
  }

  start() {
    const loop = () => {
      this.step();
      this.frame(loop);
    };
    this.frame(loop);
  }

  /** What one animation frame does. */
  step() {
    const t = this.time();
    const now = this.now();
    this.stats.frames++;
    for (const draw of this.overlays) draw(t);
    for (const job of this.due("text", t, now)) this.run(job, t, now);
    const chart = this.due("chart", t, now)[0];
    if (chart) this.run(chart, t, now);
    const charts = chart ? 1 : 0;
    this.stats.mostChartsInAFrame = Math.max(this.stats.mostChartsInAFrame, charts);
  }

  /**
   * @param {Job["kind"]} kind @param {number} t @param {number} now
   * @returns {Job[]} the leading one first, then the longest overdue @private
   */
  due(kind, t, now) {
    return this.jobs
      .filter((job) => job.kind === kind && job.visible && now - job.last >= job.every)
      .filter((job) => may(job, t) && job.key(t) !== job.drawn)
      .sort((a, b) => Number(b.leads) - Number(a.leads) || overdue(a) - overdue(b));
  }

  /** @param {Job} job @param {number} t @param {number} now @private */
  run(job, t, now) {
    job.drawn = job.key(t);
    job.last = now;
    this.stats.drawn[job.name] = (this.stats.drawn[job.name] ?? 0) + 1;
    job.draw(t);
  }

  /** New data: texts may show in the next frame, whatever their rest. */
  touch() {
    for (const job of this.jobs) if (job.kind === "text") job.last = -Infinity;
  }

  /** A drag: charts follow one a frame without their rest. */
  hurry() {
    for (const job of this.jobs) job.last = -Infinity;
  }

  /**
   * A jump, an epoch: texts are right at once, and charts from the next frame on, one a frame,
   * the leading one first.
   */
  refresh() {
    const t = this.time();
    const now = this.now();
    for (const job of this.jobs) {
      Object.assign(job, { drawn: undefined, last: -Infinity });
      if (job.kind === "text" && job.visible && may(job, t)) this.run(job, t, now);
    }
    for (const draw of this.overlays) draw(t);
  }

  /** Whether every chart that is seen has been drawn as it should be now. */
  settled() {
    return this.due("chart", this.time(), Infinity).length === 0;
  }

  /** A theme, another size, paper: everything visible is right within one task. */
  flush() {
    const t = this.time();
    const now = this.now();
    this.stats.flushes++;
    for (const job of this.jobs) {
      if (job.visible && (job.drawn !== undefined || may(job, t)))
        this.run(job, t, now);
      else job.drawn = undefined;
    }
    for (const draw of this.overlays) draw(t);
  }
}

/** Since when it has been due; never drawn, since ever. @param {Job} job */
const overdue = ({ last, every }) => Math.max(last + every, -Number.MAX_VALUE);

/** Whether it may be drawn now, for the first time or again. @param {Job} job @param {number} t */
const may = (job, t) => job.may?.(t, job.drawn === undefined) ?? true;
