// @ts-check
/** The range that is played over and over, and how a person sets it. */

import { END, clamp } from "../../../core/timescale.js";
import { nextEvent, previousEvent } from "../../../core/events.js";

/** @import {RunEvent} from "../../../types.js" */
/** @typedef {[number, number]} Range */

/** A loop has at least so many seconds. */
const SHORTEST = 5;

/**
 * A range from two seconds in any order, long enough to be seen.
 * @param {number} a @param {number} b @returns {Range}
 */
export function rangeOf(a, b) {
  const first = clamp(Math.floor(Math.min(a, b)), 0, END - SHORTEST);
  return [first, clamp(Math.floor(Math.max(a, b)), first + SHORTEST, END)];
}

/**
 * The range with another start: it ends where it did, or a minute later where that makes
 * no sense any more.
 * @param {Range | null} loop @param {number} t @returns {Range}
 */
export function startingAt(loop, t) {
  return loop && t < loop[1] ? rangeOf(t, loop[1]) : rangeOf(t, t + 60);
}

/**
 * The range with another end, a minute after its start where there is none.
 * @param {Range | null} loop @param {number} t @returns {Range}
 */
export function endingAt(loop, t) {
  return loop && t > loop[0] ? rangeOf(loop[0], t) : rangeOf(t - 60, t);
}

/**
 * From the event before a second to the one after it.
 * @param {RunEvent[]} events ascending @param {number} t @returns {Range}
 */
export const between = (events, t) =>
  rangeOf(previousEvent(events, t + 2), nextEvent(events, t));
