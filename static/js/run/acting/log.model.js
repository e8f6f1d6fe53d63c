// @ts-check
/** The log: what people, Knight's people and guardrails did, in the order of the morning. */

import { _ } from "../../core/words.js";
import { actWords } from "../../core/act_words.js";
import { actor, presetTime } from "../../core/acts.js";
import { hms } from "../../core/format.js";
import { tripWords } from "../../core/guardrails.js";

/** @import {Act, PresetAct, StockInfo, Trip} from "../../types.js" */

/**
 * One line of the log.
 * @typedef {object} Entry
 * @property {"act" | "theirs" | "trip"} kind
 * @property {number} tick where it takes effect
 * @property {string} when
 * @property {string} who
 * @property {string} what
 * @property {string} why
 * @property {string} state such as "struck out"
 * @property {boolean} out it has no effect
 * @property {boolean} coming it lies ahead of what was shown
 * @property {Act} [act] of a person: it can be struck out and explained
 */

/**
 * @param {object} run
 * @param {Act[]} run.log
 * @param {PresetAct[]} run.preset
 * @param {Trip[]} run.trips those that were shown
 * @param {StockInfo[]} run.symbols
 * @param {number} run.seen how far has been shown
 * @param {boolean} run.tellsAhead whether what is coming may be told
 * @returns {Entry[]}
 */
export function entries({ log, preset, trips, symbols, seen, tellsAhead }) {
  const theirs = preset.filter(({ tick }) => tellsAhead || tick <= seen);
  return [
    ...theirs.map((act) => theirEntry(act, seen)),
    ...log.map(ourEntry),
    ...trips.map((trip) => tripEntry(trip, { log, preset, symbols })),
  ].sort((a, b) => a.tick - b.tick);
}

/** @param {Act} act @returns {Entry} */
function ourEntry(act) {
  return {
    kind: "act",
    tick: act.tick,
    when: hms(act.tick),
    who: actor(act.by),
    what: actWords(act),
    why: act.reason,
    state: act.struck ? _("struck out") : orderedWords(act),
    out: act.struck,
    coming: false,
    act,
  };
}

/** In a drill acts take effect later than they were ordered. @param {Act} act */
const orderedWords = ({ ordered }) =>
  ordered === undefined ? "" : _("ordered at {time}", { time: hms(ordered) });

/** @param {PresetAct} act @param {number} seen @returns {Entry} */
function theirEntry(act, seen) {
  const coming = act.tick > seen;
  return {
    kind: "theirs",
    tick: act.tick,
    when: presetTime(act),
    who: _("Knight's people"),
    what: actWords(act),
    why: act.approximate ? _("time inferred") : "",
    state: act.cancelled ? _("does not happen") : coming ? _("still to come") : "",
    out: act.cancelled,
    coming,
  };
}

/** @param {Trip} trip @param {{ log: Act[], preset: PresetAct[], symbols: StockInfo[] }} run @returns {Entry} */
function tripEntry(trip, run) {
  return {
    kind: "trip",
    tick: trip.tick + 1, // it trips at the end of its tick
    when: hms(trip.tick + 1),
    who: _("Guardrail"),
    what: tripWords(trip, run),
    why: _("modelled"),
    state: "",
    out: false,
    coming: false,
  };
}
