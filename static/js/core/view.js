// @ts-check
/**
 * Which second is on this screen.
 *
 * Usually the run's. Commands show at once, before the server has confirmed them; a
 * viewer who may not move the run's clock moves a copy of it: the view is then detached.
 * A drag shows a preview that ends when the pointer is let go.
 */

import { STOPPED, applyCommand, moving, reachedAt, simAt } from "./clock.js";

/** @import {ClockCommand, ClockState} from "../types.js" */

/** Wall seconds in which new frames come without that anybody notices. */
const PATIENCE = 0.4;

export class View {
  /** @param {() => number} serverNow seconds by the server's clock */
  constructor(serverNow) {
    this.serverNow = serverNow;
    /** The run's clock as the server last told it. */
    this.run = STOPPED;
    /** @type {ClockState | null} the run's clock as our own commands make it */
    this.ahead = null;
    /** @type {ClockState | null} our own clock while the view is detached */
    this.own = null;
    /** Whether there is no server: then our own clock is the run's (a capsule). */
    this.alone = false;
    /** @type {number | null} the second under the pointer during a drag */
    this.preview = null;
    /** @type {number[]} where a clock stops that stops at events */
    this.stops = [];
    /** Whether what is coming is hidden on this screen (core/spoilers.js). */
    this.hide = false;
    /** Whether orders are shown by the second, of the last minutes only. */
    this.bySecond = false;
    /** Why this screen stays with the run's clock, if it must (a room that follows). */
    this.kept = "";
    /** The furthest second that this screen has shown. */
    this.reached = 0;
  }

  /** The clock that the transport shows. */
  get clock() {
    return this.own ?? this.ahead ?? this.run;
  }

  get detached() {
    return this.own !== null && !this.alone;
  }

  time() {
    const t = this.preview ?? simAt(this.clock, this.serverNow());
    return this.run.paced && this.detached ? Math.min(t, this.disclosed()) : t;
  }

  /** A run that keeps to its clock is told to nobody further than this. @private */
  disclosed() {
    const { run } = this;
    return Math.max(run.furthest, reachedAt(run, this.serverNow()));
  }

  /** Where the run is, wherever this screen looks. */
  runTime() {
    const own = this.alone ? this.own : null;
    return simAt(own ?? this.ahead ?? this.run, this.serverNow());
  }

  playing() {
    return this.preview === null && moving(this.clock, this.serverNow());
  }

  /**
   * By how many seconds the figures may be late. While it plays new frames are usually
   * there at once, and nothing flickers for those that take a moment.
   */
  patience() {
    return this.playing() ? Math.max(1, this.clock.speed * PATIENCE) : 0;
  }

  /** The furthest second that anybody has been shown, or this screen alone. */
  furthest() {
    const now = this.serverNow();
    const clocks = [this.run, this.ahead ?? this.run, this.clock];
    const shown = clocks.map((clock) =>
      Math.max(clock.furthest, reachedAt(clock, now)),
    );
    this.reached = Math.max(this.reached, this.time(), ...shown);
    return this.reached;
  }

  /** Whether a moment is still to come and must not be told. @param {number} tick */
  hides(tick) {
    return this.hide && tick > this.furthest();
  }

  /** @param {ClockState} clock @param {boolean} pending ours are still unanswered */
  adopt(clock, pending) {
    this.run = clock;
    if (!pending) this.ahead = null;
  }

  /** There is no connection to the server: nobody knows how the run's clock goes on. */
  hold() {
    const now = this.serverNow();
    const clock = this.ahead ?? this.run;
    const furthest = Math.max(clock.furthest, reachedAt(clock, now));
    this.run = { ...clock, sim: simAt(clock, now), wall: now, paused: true, furthest };
    this.ahead = null;
  }

  /** Our clock commands were refused: the server's clock holds. */
  forgetAhead() {
    this.ahead = null;
  }

  /** @param {ClockCommand} command shown at once, for everybody soon */
  anticipate(command) {
    const from = this.ahead ?? this.run;
    this.ahead = applyCommand(from, command, this.serverNow(), this.stops);
  }

  /** @param {ClockCommand} command moves this screen only */
  detach(command) {
    const own = applyCommand(this.clock, command, this.serverNow(), this.stops);
    this.own = this.run.paced
      ? { ...own, sim: Math.min(own.sim, this.disclosed()) }
      : own;
  }

  /** Back to the run. */
  attach() {
    this.own = null;
    this.preview = null;
  }
}
