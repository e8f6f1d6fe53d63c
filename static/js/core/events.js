// @ts-check
/** The events and acts of the timeline: what may be said of them, and which comes next. */

import { END } from "./timescale.js";
import { _ } from "./words.js";
import { actWords } from "./act_words.js";
import { hm, hms } from "./format.js";
import { actor, inForce, presetTime } from "./acts.js";
import { tripWords } from "./guardrails.js";

/** @import {Act, PresetAct, RunEvent, StockInfo, Trip} from "../types.js" */
/** @import {Line} from "./line.js" */

/** The desk's own moments are looked for so many seconds around the event. */
const AROUND = 60;

/**
 * @typedef {object} Marker
 * @property {number} tick
 * @property {number | null} until where the moment is a range
 * @property {string} time
 * @property {string} label empty while nobody can say whether it happens in this run
 * @property {string} mark what there is to add: contested, not in this run
 * @property {string} source
 * @property {boolean} exact
 * @property {boolean} contested
 * @property {boolean} absent
 * @property {boolean} passed
 */

/**
 * The markers that may be told: none beyond `told`, and no range further than that.
 * @param {{ events: RunEvent[], preset: PresetAct[], line: Line }} run
 * @param {{ t: number, told: number }} moments
 * @returns {Marker[]}
 */
export function markers({ events, preset, line }, { t, told }) {
  return events
    .filter(({ tick }) => tick <= told)
    .map((event) =>
      marker(
        { ...event, label: eventWords(event, preset) },
        happens(event, { preset, line }),
        t,
        told,
      ),
    );
}

/**
 * An event in the language of the page; one that only a scenario's file names is an act.
 * @param {RunEvent} event @param {PresetAct[]} preset
 */
function eventWords({ tick, label }, preset) {
  const act = preset.find((own) => own.tick === tick && own.what === label);
  return act ? actWords(act) : _(label);
}

/**
 * An inferred time is marked ≈, a disputed one says so, and so does one that this run
 * does without.
 * @param {RunEvent} event @param {boolean | undefined} inRun as `happens` says
 * @param {number} t @param {number} told @returns {Marker}
 */
function marker(event, inRun, t, told) {
  const { tick, contested, source, kind } = event;
  const absent = inRun === false;
  const marks = [contested ? _("contested") : "", absent ? _("not in this run") : ""];
  return {
    tick,
    until: event.until ? Math.min(event.until, told) : null,
    time: `${isExact(event) ? "" : "≈ "}${hm(tick)}`,
    label: inRun === undefined ? "" : event.label,
    mark: marks.filter(Boolean).join(", "),
    source: _(source || kind),
    exact: isExact(event),
    contested,
    absent,
    passed: tick <= t,
  };
}

/**
 * One mark of the lane under the timeline.
 * @typedef {object} ActMark
 * @property {number} tick
 * @property {string} time
 * @property {string} what
 * @property {string} who
 * @property {"ours" | "theirs" | "trip"} kind
 * @property {string} off why it has no effect, if it has none
 */

/**
 * The acts of people and of Knight's people, and the trips of guardrails, as far as they
 * may be told, in the order of the morning.
 * @param {{ log: Act[], preset: PresetAct[], symbols: StockInfo[] }} run
 * @param {Trip[]} trips those that were shown
 * @param {number} told @returns {ActMark[]}
 */
export function actMarks(run, trips, told) {
  const all = [
    ...run.preset.map(theirMark),
    ...run.log.map(ourMark),
    ...trips.map((trip) => tripMark(trip, run)),
  ];
  return all.filter(({ tick }) => tick <= told).sort((a, b) => a.tick - b.tick);
}

/** @param {PresetAct} act @returns {ActMark} */
const theirMark = (act) => ({
  tick: act.tick,
  time: presetTime(act),
  what: actWords(act),
  who: _("Knight's people"),
  kind: "theirs",
  off: act.cancelled ? _("does not happen") : "",
});

/** @param {Act} act @returns {ActMark} */
const ourMark = (act) => ({
  tick: act.tick,
  time: hms(act.tick),
  what: act.reason
    ? _("{what}: {reason}", { what: actWords(act), reason: act.reason })
    : actWords(act),
  who: actor(act.by),
  kind: "ours",
  off: act.struck ? _("struck out") : "",
});

/** It trips at the end of its tick. @param {Trip} trip @param {Parameters<typeof tripWords>[1]} run @returns {ActMark} */
const tripMark = (trip, run) => ({
  tick: trip.tick + 1,
  time: hms(trip.tick + 1),
  what: tripWords(trip, run),
  who: _("Guardrail"),
  kind: "trip",
  off: "",
});

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
const isExact = (event) => event.kind === "sourced";

/** @param {RunEvent[]} events ascending @param {number} t */
export const nextEvent = (events, t) => events.find((e) => e.tick > t)?.tick ?? END;

/** @param {RunEvent[]} events ascending @param {number} t */
export const previousEvent = (events, t) =>
  events.findLast((e) => e.tick < t - 1)?.tick ?? 0;
