// @ts-check
/** The runs of a comparison in their order, and the one clock that shows them all. */

import { END, chartWindow } from "../core/timescale.js";
import { hiddenEnd, disclosedUntil } from "../core/spoilers.js";
import { CurveStyles } from "./curve_styles.model.js";
import { LocalView } from "../replay/local_view.model.js";
import { SideBySide } from "../replay/side.page.js";
import { Store } from "../core/store.js";
import { stops } from "../core/events.js";

/** @import {ComparisonInfo} from "../types.js" */

export class Sides extends SideBySide {
  view = new LocalView(this.now);
  /** @type {ComparisonInfo | null} */
  info = null;
  /** Which curve each run keeps, from 1, wherever it stands (js/replay/curves.css). */
  styles = new CurveStyles();
  nothing = new Store(480, 8);

  /** Takes in what the server says; its runs are those that can be seen. @param {ComparisonInfo} info */
  adopt(info) {
    this.info = info;
    const ids = info.runs.map(({ id }) => id);
    this.show(ids);
    this.styles.adopt(ids);
    paint(this.styles.in(ids));
    this.view.stops = this.lead ? stops(this.lead) : [];
  }

  /** @private */
  get lead() {
    return this.first?.session;
  }

  /** Whether every run has answered and is here to its end, or as far as it is told. */
  get complete() {
    return (
      this.shown.length > 0 &&
      this.shown.every(({ session }) => session.store.complete())
    );
  }

  at = () => this.view.time();

  // What the timeline asks of a session: of the first run's.

  get store() {
    return this.lead?.store ?? this.nothing;
  }

  get events() {
    return this.lead?.events ?? [];
  }

  get preset() {
    return this.lead?.preset ?? [];
  }

  /** The window of the charts; it does not tell the story's length. @param {number} t @returns {[number, number]} */
  axis(t) {
    const [from, to] = chartWindow(t);
    const told = disclosedUntil(this.view);
    return [from, told < to ? Math.min(to, hiddenEnd(told)) : to];
  }

  /** @param {number} t */
  showing(t) {
    return this.store.line.showing(t);
  }

  /** @param {number} to @param {boolean} [paused] */
  seek(to, paused = this.view.clock.paused) {
    this.view.move({ action: "seek", to: Math.max(0, Math.min(END, to)), paused });
  }
}

/** Colour and dash of each place: those of the run that stands there. @param {number[]} styles by place, from 1 (js/replay/curves.css) */
function paint(styles) {
  const { style } = document.documentElement;
  styles.forEach((own, place) => {
    style.setProperty(`--run-${place + 1}`, `var(--curve-${own})`);
    style.setProperty(`--run-dash-${place + 1}`, `var(--dash-${own})`);
  });
}
