// @ts-check
/** The states of the connection to the server, as a table: an event without an arrow changes nothing. */

import { _ } from "./words.js";

/** @typedef {"idle" | "connecting" | "greeting" | "live" | "waiting" | "gone" | "kept"} State */
/** @typedef {"start" | "open" | "snapshot" | "closed" | "silent" | "retry" | "wake" | "refused"} Event */

/** @type {Record<State, Partial<Record<Event, State>>>} */
export const TRANSITIONS = {
  idle: { start: "connecting" },
  connecting: {
    open: "greeting",
    closed: "waiting",
    silent: "waiting",
    refused: "gone",
  },
  greeting: { snapshot: "live", closed: "waiting", silent: "waiting", refused: "gone" },
  live: { closed: "waiting", silent: "waiting", refused: "gone" },
  waiting: { retry: "connecting", wake: "connecting" },
  gone: {},
  kept: {}, // a capsule: there is no connection
};

/** @param {State} state @param {Event} event @returns {State} */
export const next = (state, event) => TRANSITIONS[state][event] ?? state;

const FIRST_WAIT = 200;
const LONGEST_WAIT = 5000;
/** Without a heartbeat for so long, the connection is taken for dead. */
export const SILENCE = 2500;
/** The same while a day comes in: on a slow line one part of it takes its time. */
export const SILENCE_FILLING = 20_000;

/**
 * Milliseconds before the next attempt: doubled each time, with jitter.
 * @param {number} attempt counted from 0 @param {() => number} random
 */
export function wait(attempt, random) {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
  return full * (0.5 + 0.5 * random());
}

/**
 * What the pill says.
 * @param {State} state
 * @param {{ catchingUp: boolean, resumed: boolean, first: boolean }} about
 */
export function words(state, { catchingUp, resumed, first }) {
  if (state === "kept") return _("Capsule");
  if (state === "gone") return _("Not available");
  if (state === "waiting") return _("Offline, retrying");
  if (state !== "live") return first ? _("Connecting") : _("Offline, retrying");
  if (catchingUp) return _("Catching up");
  return resumed ? _("Resumed") : _("Live");
}

/**
 * Whether the pill warns: it is up, busy, or down.
 * @param {State} state @param {{ catchingUp: boolean, first: boolean }} about
 */
export function mood(state, { catchingUp, first }) {
  if (state === "kept") return "up";
  if (state === "live") return catchingUp ? "busy" : "up";
  const begins = first && state !== "gone" && state !== "waiting";
  return begins ? "busy" : "down";
}
