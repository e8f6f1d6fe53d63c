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
  loop: null,
};

/**
 * Simulated seconds at a wall time, both by the server's clock.
 * @param {ClockState} clock @param {number} now
 */
export function simAt(clock, now) {
  const loop = loopOf(clock);
  if (clock.paused || !loop) return reachedAt(clock, now);
  const [first, end] = loop;
  const ran = straight(clock, now);
  return ran < end ? ran : first + ((ran - end) % (end - first));
}

/**
 * The latest second shown since the anchor: once round, a loop has shown all of it.
 * @param {ClockState} clock @param {number} now
 */
export function reachedAt(clock, now) {
  if (clock.paused) return clamp(clock.sim, 0, END);
  const end = loopOf(clock)?.[1] ?? Math.max(clock.sim, clock.stop_at ?? END);
  return clamp(straight(clock, now), 0, Math.min(end, END));
}

/** @param {ClockState} clock @param {number} now */
const straight = (clock, now) =>
  clock.sim + Math.max(0, now - clock.wall) * clock.speed;

/** The loop, while the time stands before its end. @param {ClockState} clock */
const loopOf = ({ loop, sim }) => (loop && sim < loop[1] ? loop : null);

/**
 * Whether the clock moves; at its stop or at the end it does not.
 * @param {ClockState} clock @param {number} now
 */
export function moving(clock, now) {
  if (clock.paused) return false;
  return loopOf(clock) !== null || simAt(clock, now) < (clock.stop_at ?? END);
}

/**
 * The clock that a command makes, as the server would make it.
 * @param {ClockState} clock @param {ClockCommand} command
 * @param {number} now @param {number[]} stops @returns {ClockState}
 */
export function applyCommand(clock, command, now, stops) {
  const sim = simAt(clock, now);
  const anchored = { ...clock, sim, wall: now };
  anchored.furthest = Math.max(clock.furthest, reachedAt(clock, now));
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
    case "loop":
      return looped(clock, command);
  }
}

/**
 * A clock outside its new loop goes to the start of it.
 * @param {ClockState} clock @param {ClockCommand} command @returns {ClockState}
 */
function looped(clock, { from, to }) {
  if (from === undefined || to === undefined) return { ...clock, loop: null };
  const [first, end] = [Number(from), Number(to)];
  const inside = first <= clock.sim && clock.sim < end;
  return { ...clock, loop: [first, end], sim: inside ? clock.sim : first };
}

/** @param {ClockState} clock @param {number[]} stops @returns {ClockState} */
function withStop(clock, stops) {
  const events = clock.stop_at_events && !loopOf(clock) ? stops : [];
  const ahead = events.filter((tick) => tick > clock.sim);
  const held = clock.held_at ?? null;
  if (held !== null) ahead.push(held);
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
