// @ts-check
/** The events of the timeline: what may be said of them, and which comes next. */

import { END } from "./timescale.js";
import { hm } from "./format.js";
import { inForce } from "./acts.js";

/** @import {Act, PresetAct, RunEvent} from "../types.js" */
/** @import {Line} from "./line.js" */

/** The desk's own moments are looked for so many seconds around the event. */
const AROUND = 60;

/**
 * What a marker says. Before the playhead has passed it: the time alone. An inferred
 * time is marked ≈, a disputed one says so, and so does one that this run does without.
 * @param {RunEvent} event @param {number} passed how far has been shown
 * @param {boolean | undefined} happens as `happens` says
 */
export function eventLabel(event, passed, happens) {
  const told = event.tick <= passed && happens !== undefined;
  const marks = [
    event.contested ? "contested" : "",
    happens === false ? "not in this run" : "",
  ];
  return {
    told,
    absent: told && happens === false,
    time: `${isExact(event) ? "" : "≈ "}${hm(event.tick)}`,
    label: told ? event.label : "",
    mark: told ? marks.filter(Boolean).join(", ") : "",
  };
}

/**
 * Whether an event is part of this run. What Knight's people did is not where somebody
 * had taken over; what the desk does is only what the frames show, and `undefined` while
 * there are none. What a document tells of the day stays.
 * @param {RunEvent} event @param {{ preset: PresetAct[], line: Line }} run
 * @returns {boolean | undefined}
 */
export function happens(event, { preset, line }) {
  const theirs = preset.filter(({ tick }) => tick === event.tick);
  if (theirs.length) return theirs.some(({ cancelled }) => !cancelled);
  return event.kind === "modelled" ? deskActs(line, event.tick) : true;
}

/** The desk starts or ends, or what was left is sold. @param {Line} line @param {number} tick */
function deskActs(line, tick) {
  const before = tick - AROUND;
  const after = Math.min(tick + AROUND, END - 1);
  const desk = line.at("desk", after) - line.at("desk", before);
  const sold = line.at("held", before) > 0 && line.at("held", after) === 0;
  return Number.isNaN(desk) ? undefined : desk !== 0 || sold;
}

/**
 * Where a clock that stops at events stops, as the server has it (runs/events.py): a
 * second before what Knight's people do, so that it can still be prevented, and at acts.
 * @param {{ events: RunEvent[], preset: PresetAct[], log: Act[] }} run
 */
export function stops({ events, preset, log }) {
  const planned = new Set(preset.map(({ tick }) => tick));
  return [
    ...events.map(({ tick }) => (planned.has(tick) ? tick - 1 : tick)),
    ...inForce(log).map(({ tick }) => tick),
  ];
}

/** @param {RunEvent} event */
export const isExact = (event) => event.kind === "sourced";

/** @param {RunEvent[]} events ascending @param {number} t */
export const nextEvent = (events, t) => events.find((e) => e.tick > t)?.tick ?? END;

/** @param {RunEvent[]} events ascending @param {number} t */
export const previousEvent = (events, t) =>
  events.findLast((e) => e.tick < t - 1)?.tick ?? 0;
