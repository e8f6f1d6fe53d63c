// @ts-check
/** The events of the timeline: what may be said of them, and which comes next. */

import { END } from "./timescale.js";
import { hm } from "./format.js";

/** @import {RunEvent} from "../types.js" */

/**
 * What a marker says. Before the playhead has passed it: the time alone. An inferred
 * time is marked ≈, a disputed one says so.
 * @param {RunEvent} event @param {number} passed how far has been shown
 */
export function eventLabel(event, passed) {
  const told = event.tick <= passed;
  return {
    told,
    time: `${isExact(event) ? "" : "≈ "}${hm(event.tick)}`,
    label: told ? event.label : "",
    mark: told && event.contested ? "contested" : "",
  };
}

/** @param {RunEvent} event */
export const isExact = (event) => event.kind === "sourced";

/** @param {RunEvent[]} events ascending @param {number} t */
export const nextEvent = (events, t) => events.find((e) => e.tick > t)?.tick ?? END;

/** @param {RunEvent[]} events ascending @param {number} t */
export const previousEvent = (events, t) =>
  events.findLast((e) => e.tick < t - 1)?.tick ?? 0;
