// @ts-check
/** The run's clock is arithmetic: an anchor and a speed. Nothing here ticks. */

import { END, clamp } from "./timescale.js";

/** @import {ClockCommand, ClockState} from "../types.js" */

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60, 120];

/** @type {ClockState} */
export const STOPPED = {
  wall: 0,
  sim: 0,
  speed: 1,
  paused: true,
  stop_at: null,
  stop_at_events: false,
  furthest: 0,
};

/**
 * Simulated seconds at a wall time, both by the server's clock.
 * @param {ClockState} clock @param {number} now
 */
export function simAt(clock, now) {
  if (clock.paused) return clamp(clock.sim, 0, END);
  const limit = Math.max(clock.sim, clock.stop_at ?? END);
  const elapsed = Math.max(0, now - clock.wall);
  return clamp(clock.sim + elapsed * clock.speed, 0, limit);
}

/**
 * Whether the clock moves; at its stop or at the end it does not.
 * @param {ClockState} clock @param {number} now
 */
export function moving(clock, now) {
  return !clock.paused && simAt(clock, now) < (clock.stop_at ?? END);
}

/**
 * The clock that a command makes, as the server would make it.
 * @param {ClockState} clock @param {ClockCommand} command
 * @param {number} now @param {number[]} stops @returns {ClockState}
 */
export function applyCommand(clock, command, now, stops) {
  const sim = simAt(clock, now);
  const anchored = { ...clock, sim, wall: now };
  anchored.furthest = Math.max(clock.furthest, sim);
  anchored.paused = clock.paused || !moving(clock, now);
  return withStop(change(anchored, command), stops);
}

/**
 * @param {ClockState} clock @param {ClockCommand} command @returns {ClockState}
 */
function change(clock, command) {
  switch (command.action) {
    case "play":
      return { ...clock, paused: false };
    case "pause":
      return { ...clock, paused: true };
    case "seek":
      return {
        ...clock,
        sim: clamp(Number(command.to), 0, END),
        paused: command.paused ?? clock.paused,
      };
    case "speed":
      return { ...clock, speed: command.speed ?? clock.speed };
    case "stop-at-events":
      return { ...clock, stop_at_events: command.on ?? false };
  }
}

/** @param {ClockState} clock @param {number[]} stops @returns {ClockState} */
function withStop(clock, stops) {
  if (!clock.stop_at_events) return { ...clock, stop_at: null };
  const ahead = stops.filter((tick) => tick > clock.sim);
  return { ...clock, stop_at: ahead.length ? Math.min(...ahead) : null };
}

/**
 * The next slower or faster speed.
 * @param {number} speed @param {number} direction −1 or 1
 */
export function nextSpeed(speed, direction) {
  if (direction > 0) return SPEEDS.find((s) => s > speed) ?? speed;
  return SPEEDS.findLast((s) => s < speed) ?? speed;
}
