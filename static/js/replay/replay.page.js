// @ts-check
/** What every page that replays has: one scheduler, its charts, its keys, and paper. */

import { END, clamp } from "../core/timescale.js";
import { byId, setText } from "../kit/dom.js";
import { letGoOfPointer, shortcuts } from "../kit/shortcuts.js";
import { nextEvent, previousEvent } from "../core/events.js";
import { Charts } from "./charts.js";
import { Scheduler } from "../core/scheduler.js";
import { hidingSwitch } from "../kit/hiding.js";
import { nextSpeed } from "../core/clock.js";
import { printing } from "../kit/printing.js";
import { scrubber } from "./timeline.js";

/** @import {Change, Session} from "../core/session.js" */

/** Our own clock in milliseconds. */
export const now = () => performance.timeOrigin + performance.now();
/** Our own clock in seconds. */
export const seconds = () => now() / 1000;

/** What is replayed: a run, or several of which the first leads. */
/** @typedef {Pick<Session, "view" | "events" | "store" | "showing">} Replayed */

/**
 * How somebody moves through it.
 * @typedef {object} Moves
 * @property {() => void} toggle
 * @property {(t: number) => void} seek
 * @property {(t: number) => void} jump to something that is pointed at
 * @property {(t: number) => void} preview the second under the pointer during a drag
 * @property {(speed: number) => void} setSpeed
 */

export class ReplayPage {
  /** What each change asks for, how soon it shows among it. @type {Partial<Record<Change, (() => unknown)[]>>} */
  after = {};

  /**
   * @param {() => number} time the second on the screen
   * @param {(t: number, first: boolean) => boolean} may whether charts may be drawn, or again
   * @param {string} lead the chart that people came for
   */
  constructor(time, may, lead) {
    this.scheduler = new Scheduler({
      now,
      frame: (callback) => requestAnimationFrame(callback),
      time,
    });
    this.charts = new Charts(this.scheduler, may, lead);
    this.measure = this.charts.measure;
    // Whoever has no typeface yet is measured with another, and once more with this one.
    document.fonts.addEventListener("loadingdone", () => {
      if (this.charts.made.size) this.measure();
    });
  }

  /** @param {string} name @param {number} every @param {(t: number) => string | number} key @param {(t: number) => void} draw */
  text(name, every, key, draw) {
    this.scheduler.add({ name, kind: "text", every, key, draw });
  }

  /** @param {Change} change what a message changed */
  changed(change) {
    if (change === "none") return;
    for (const then of this.after[change] ?? [this.touch]) then();
  }

  refresh = () => this.scheduler.refresh();
  touch = () => this.scheduler.touch();

  /** The timeline: overlays follow the pointer at once, charts one a frame. @param {Replayed} replayed @param {Moves} moves */
  drags(replayed, { preview, seek }) {
    const drag = (/** @type {number} */ t) => {
      preview(t);
      this.scheduler.hurry();
    };
    this.scheduler.overlay(scrubber(replayed, { drag, seek }));
  }

  /**
   * @param {Replayed} replayed @param {Moves} moves
   * @param {Record<string, () => void>} letters @param {() => boolean} [singleKeys]
   */
  keys(replayed, { toggle, seek, jump, setSpeed }, letters, singleKeys = () => true) {
    const { view } = replayed;
    const hide = hidingSwitch(view, this.refresh);
    shortcuts({
      toggle,
      step: (by) => seek(clamp(Math.floor(view.time()) + by, 0, END)),
      jump: (where) => jump(PLACES[where](replayed)),
      pace: (by) => setSpeed(nextSpeed(view.clock.speed, by)),
      letters: { h: hide, ...letters },
      singleKeys,
    });
    letGoOfPointer();
  }

  /** On paper stands where it was printed from. @param {() => string} words @param {() => void} [fill] what only paper shows */
  paper(words, fill) {
    const before = () => {
      setText(byId("printed"), words());
      fill?.();
      this.measure();
    };
    printing(before, this.measure);
  }
}

/** Where a key jumps to. @type {Record<"start" | "end" | "next" | "previous", (replayed: Replayed) => number>} */
const PLACES = {
  start: () => 0,
  end: () => END,
  next: ({ events, view }) => nextEvent(events, view.time()),
  previous: ({ events, view }) => previousEvent(events, view.time()),
};
