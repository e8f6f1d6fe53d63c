// @ts-check
/** How many steps of the host somebody has missed who looks at a moment of their own. */

/** @import {ClockState} from "../../types.js" */

/** Seeks that follow each other within so many seconds are one: somebody drags. */
const ONE_DRAG = 2;

/**
 * What a step can be seen by.
 * @typedef {object} Moment
 * @property {ClockState} clock of the run
 * @property {number} acts how many there are in its log
 * @property {number} stops how many questions were asked
 * @property {boolean} away whether this screen is somewhere else
 */

export class MissedSteps {
  constructor() {
    this.missed = 0;
    /** @type {Moment | null} */
    this.before = null;
    this.moved = -Infinity;
  }

  /**
   * Looks how things stand; back with the host nothing is missed.
   * @param {Moment} moment @param {number} now seconds
   */
  look(moment, now) {
    const { before } = this;
    this.before = moment;
    if (!moment.away || !before) {
      this.missed = 0;
      return;
    }
    this.missed += Math.max(0, moment.acts - before.acts);
    this.missed += Math.max(0, moment.stops - before.stops);
    if (anchor(moment.clock) === anchor(before.clock)) return;
    if (now - this.moved > ONE_DRAG) this.missed++;
    this.moved = now;
  }
}

/** A clock is the same as long as nobody moves it. @param {ClockState} clock */
const anchor = ({ wall, sim, speed, paused }) => [wall, sim, speed, paused].join(":");
