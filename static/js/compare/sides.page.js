// @ts-check
/** The runs of a comparison in their order, and the one clock that shows them all. */

import { END, chartWindow } from "../core/timescale.js";
import { hiddenEnd, toldUntil } from "../core/spoilers.js";
import { Kinds } from "./line_styles.model.js";
import { LocalView } from "../replay/local_view.model.js";
import { Side } from "../replay/side.page.js";
import { Store } from "../core/store.js";
import { stops } from "../core/events.js";

/** @import {Change} from "../core/session.js" */
/** @import {ComparisonInfo} from "../types.js" */

export class Sides {
  /** @param {() => number} now in seconds @param {(change: Change) => void} changed */
  constructor(now, changed) {
    this.now = now;
    this.changed = changed;
    this.view = new LocalView(now);
    /** @type {string[]} */
    this.ids = [];
    /** @type {Side[]} those that can be seen, in their order */
    this.shown = [];
    /** @type {Map<string, Side>} */
    this.kept = new Map();
    /** @type {ComparisonInfo | null} */
    this.info = null;
    /** Which line each run keeps, from 1, wherever it stands (js/compare/lines.css). */
    this.kinds = new Kinds();
    this.nothing = new Store(480, 8);
    /** Counts every new answer of the server. */
    this.version = 0;
  }

  /** Takes in what the server says; its runs are those that can be seen. @param {ComparisonInfo} info */
  adopt(info) {
    this.info = info;
    const ids = info.runs.map(({ id }) => id);
    for (const [id, side] of this.kept) {
      if (ids.includes(id)) continue;
      side.socket.stop();
      this.kept.delete(id);
    }
    this.shown = ids.map((id) => this.side(id));
    this.kinds.adopt(ids);
    paint(this.kinds.in(ids));
    this.view.stops = this.lead ? stops(this.lead) : [];
    this.version++;
  }

  /** @param {string} id @private */
  side(id) {
    const changed = (/** @type {Side} */ _side, /** @type {Change} */ change) =>
      this.changed(change);
    const side = this.kept.get(id) ?? new Side(id, { now: this.now, changed });
    this.kept.set(id, side);
    return side;
  }

  /** The run that the others are measured against. */
  get first() {
    return this.shown[0];
  }

  /** @private */
  get lead() {
    return this.first?.session;
  }

  /** Changes whenever something that is drawn does. */
  get key() {
    const held = this.shown.map(({ session }) => session.store.version);
    return `${this.version}:${held.join(",")}`;
  }

  /** Whether every run has answered and is here to its end, or as far as it is told. */
  get complete() {
    return (
      this.shown.length > 0 &&
      this.shown.every(({ session }) => session.store.complete())
    );
  }

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
    const told = toldUntil(this.view);
    return [from, told < to ? Math.min(to, hiddenEnd(told)) : to];
  }

  /** @param {number} t */
  showing(t) {
    const frame = this.first?.frame(t) ?? -1;
    return { frame, none: frame < 0 && t >= 1 };
  }

  /** @param {number} to @param {boolean} [paused] */
  seek(to, paused = this.view.clock.paused) {
    this.view.move({ action: "seek", to: Math.max(0, Math.min(END, to)), paused });
  }
}

/** Colour and dash of each place: those of the run that stands there. @param {number[]} kinds by place, from 1 (js/compare/lines.css) */
function paint(kinds) {
  const { style } = document.documentElement;
  kinds.forEach((kind, place) => {
    style.setProperty(`--run-${place + 1}`, `var(--line-${kind})`);
    style.setProperty(`--run-dash-${place + 1}`, `var(--dash-${kind})`);
  });
}
