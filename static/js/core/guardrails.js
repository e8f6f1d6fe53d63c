// @ts-check
/** How each guardrail stands, and what its trips did. */

import { _ } from "./words.js";
import { hms } from "./format.js";
import { guardrailTitle } from "./guardrail_words.js";
import { inForce } from "./acts.js";

/** @import {Act, PresetAct, StockInfo, Trip} from "../types.js" */

/**
 * How a guardrail stands at a second.
 * @typedef {object} GuardrailState
 * @property {"off" | "armed" | "tripped"} state
 * @property {string} words
 * @property {Record<string, string | number>} params those it was armed with
 */

/**
 * The newest setting of a guardrail up to a second: at one tick Knight's people come
 * first, then people in their order.
 * @param {string} name
 * @param {{ log: Act[], preset: PresetAct[], t: number }} run
 */
function setting(name, { log, preset, t }) {
  const theirs = preset.filter((act) => !act.cancelled);
  const acts = [...theirs, ...inForce(log)].filter(
    ({ op, guardrail, tick }) =>
      (op === "arm" || op === "disarm") && guardrail === name && tick <= t,
  );
  return acts.sort((a, b) => a.tick - b.tick).at(-1);
}

/**
 * @param {string} name
 * @param {{ log: Act[], preset: PresetAct[], trips: Trip[], t: number }} run its trips up to `t`
 * @returns {GuardrailState}
 */
export function guardrailState(name, run) {
  const last = setting(name, run);
  if (last?.op !== "arm") return { state: "off", words: _("Not armed"), params: {} };
  const params = last.params ?? {};
  const trip = run.trips.find((t) => t.guardrail === name && t.tick >= last.tick);
  if (!trip) {
    const words = _("Armed since {time}", { time: hms(last.tick) });
    return { state: "armed", words, params };
  }
  const time = hms(trip.tick + 1);
  const words =
    trip.action === "shadow"
      ? _("Would have tripped at {time}", { time })
      : _("Tripped at {time}", { time });
  return { state: "tripped", words, params };
}

/**
 * A trip as the log and the page say it.
 * @param {Trip} trip
 * @param {{ log: Act[], preset: PresetAct[], symbols: StockInfo[] }} run
 */
export function tripWords(trip, { log, preset, symbols }) {
  const values = {
    name: guardrailTitle(trip.guardrail),
    where: place(trip, symbols),
    time: hms(trip.acts_at),
  };
  const soon = trip.acts_at <= trip.tick + 1;
  if (calledOff(trip, [...preset, ...inForce(log)]))
    return _("{name} tripped{where}; it was set anew before it acted", values);
  if (trip.action === "shadow") return _("{name} would have tripped{where}", values);
  if (trip.action === "alert")
    return soon
      ? _("{name} tripped{where} and pages people", values)
      : _("{name} tripped{where}, pages people at {time}", values);
  return soon
    ? _("{name} tripped{where} and acts by itself", values)
    : _("{name} tripped{where}, acts at {time}", values);
}

/** Armed anew or disarmed before it acted: it never did. @param {Trip} trip @param {(Act | PresetAct)[]} acts */
const calledOff = ({ guardrail, tick, acts_at: acting }, acts) =>
  acts.some(
    (act) => act.guardrail === guardrail && tick < act.tick && act.tick <= acting,
  );

/** @param {Trip} trip @param {StockInfo[]} symbols */
function place({ server, stock }, symbols) {
  if (stock !== null) return _(" on {stock}", { stock: symbols[stock]?.id ?? stock });
  return server === null ? "" : _(" on server {number}", { number: server });
}
