// @ts-check
/** What is said of a question, its answers and how good they were; no document in it. */

import { hms, int } from "../../core/format.js";
import { _ } from "../../core/words.js";

/** @import {OwnAnswer, RoomInfo, Scale, Stop} from "../../types.js" */

const SERVERS = 8;
const BINS = 10;
/** A part of the way by which one was too sure, or not sure enough, before it is said. */
const NOTICED = 0.1;

/** The question that a page shows: what is open, else what changed last. @param {Stop[]} stops */
export function current(stops) {
  const open = stops.find(({ state }) => state === "open");
  const since = (/** @type {Stop} */ stop) => stop.since ?? 0;
  return open ?? [...stops].sort((a, b) => since(b) - since(a))[0] ?? null;
}

/** A text of a track is translated; what a host typed is as typed. @param {Stop} stop @param {string} text */
export const textOf = ({ ours }, text) => (ours && text ? _(text) : text);

/** @param {Stop} stop @returns {Scale} of a number or a time */
export const scaleOf = ({ options }) => /** @type {Scale} */ (options);

/** @param {Stop} stop */
export const onScale = ({ kind }) => kind === "number" || kind === "time";

/** What can be chosen, with its words. @param {Stop} stop @returns {{ value: number, words: string }[]} */
export function choices(stop) {
  if (stop.kind === "choice") {
    const options = /** @type {string[]} */ (stop.options);
    return options.map((text, value) => ({ value, words: textOf(stop, text) }));
  }
  if (stop.kind !== "server") return [];
  return Array.from({ length: SERVERS }, (_none, i) => ({
    value: i + 1,
    words: _("Server {number}", { number: i + 1 }),
  }));
}

/** An answer as it is read. @param {Stop} stop @param {number | string} value */
export function valueWords(stop, value) {
  if (typeof value === "string") return value;
  if (stop.kind === "time") return hms(value);
  if (stop.kind === "number") {
    const { unit } = scaleOf(stop);
    return [int(value), textOf(stop, unit)].filter(Boolean).join(" ");
  }
  return choices(stop).find((choice) => choice.value === value)?.words ?? int(value);
}

/** How far one answer is from the next on its scale. @param {Stop} stop */
export function stepOf(stop) {
  const { low, high } = scaleOf(stop);
  const rough = (high - low) / 200;
  if (stop.kind === "time") return rough > 15 ? 60 : 15;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const lead = rough / power;
  return Math.max(1, power * (lead > 5 ? 10 : lead > 2 ? 5 : lead > 1 ? 2 : 1));
}

/** Where an answer begins: the middle of its scale. @param {Stop} stop */
export function middle(stop) {
  const { low, high } = scaleOf(stop);
  const step = stepOf(stop);
  return low + Math.round((high - low) / 2 / step) * step;
}

/**
 * How sure somebody who guesses may say to be, in percent: one in so many options; a tenth
 * to either side of a number is a fifth of its scale.
 * @param {Stop} stop
 */
export function guess(stop) {
  const options = choices(stop).length;
  return options ? Math.ceil(100 / options / 5) * 5 : 20;
}

/** @param {number} part of one */
const parts = (part) => _("{percent}%", { percent: Math.round(part * 100) });

/**
 * How many gave each answer, in order; of a scale by tenths.
 * @param {Stop} stop
 * @returns {{ words: string, count: number, part: number, right: boolean }[]} part: of the most
 */
export function bars(stop) {
  const told = stop.distribution ?? {};
  const most = Math.max(1, ...Object.values(told));
  const right = stop.truth?.value ?? null;
  const rows = onScale(stop)
    ? bins(stop, right)
    : choices(stop).map(({ value, words }) => ({
        key: value,
        words,
        right: value === right,
      }));
  return rows.map(({ key, words, right }) => {
    const count = told[String(key)] ?? 0;
    return { words, right, count, part: count / most };
  });
}

/** @param {Stop} stop @param {number | null} right */
function bins(stop, right) {
  const { low, high } = scaleOf(stop);
  const edge = (/** @type {number} */ i) => low + ((high - low) * i) / BINS;
  const said = (/** @type {number} */ i) =>
    stop.kind === "time" ? hms(Math.round(edge(i))) : int(Math.round(edge(i)));
  const place = right === null ? -1 : Math.floor(((right - low) * BINS) / (high - low));
  const own = Math.min(BINS - 1, place);
  return Array.from({ length: BINS }, (_none, i) => ({
    key: i,
    words: `${said(i)} – ${said(i + 1)}`,
    right: i === own && place >= 0,
  }));
}

/** How far the room is. @param {Stop} stop @param {RoomInfo} info */
export function lockedWords({ locked, awaited }, { asleep }) {
  const all = locked + awaited;
  const said =
    all === 1
      ? _("{locked} of 1 has locked", { locked })
      : _("{locked} of {all} have locked", { locked, all });
  return asleep ? `${said} · ${_("{count} asleep", { count: asleep })}` : said;
}

/** What this simulation says. @param {Stop} stop */
export function truthWords(stop) {
  if (!stop.truth) return "";
  const { value, at } = stop.truth;
  return value === null
    ? _("It did not happen by {time} in this run.", { time: hms(at) })
    : valueWords(stop, value);
}

/** How good one's own answer was. @param {Stop} stop @param {OwnAnswer} own */
export function scoreWords(stop, { value, score, right, sureness }) {
  const said = _("You said {answer}.", { answer: valueWords(stop, value) });
  if (score === null) return said;
  const points = _("{count} points.", { count: Math.round(score * 100) });
  const sure =
    sureness === null
      ? ""
      : right
        ? _("You were {sure} sure, and right.", { sure: parts(sureness) })
        : _("You were {sure} sure, and not right.", { sure: parts(sureness) });
  return [said, points, sure].filter(Boolean).join(" ");
}

/**
 * Whether somebody knows how sure to be, over all that was shown; nothing if there is too little.
 * @param {OwnAnswer[]} answers
 */
export function calibrationWords(answers) {
  const scored = answers.filter(({ brier }) => brier !== null);
  if (!scored.length) return "";
  const mean = (/** @type {(one: OwnAnswer) => number} */ of) =>
    scored.reduce((sum, one) => sum + of(one), 0) / scored.length;
  const sure = mean(({ sureness }) => sureness ?? 0);
  const right = mean((one) => (one.right ? 1 : 0));
  const values = {
    sure: parts(sure),
    right: parts(right),
    brier: mean(({ brier }) => brier ?? 0).toFixed(2),
  };
  const score = _(
    "Brier score {brier}: 0 is perfect, 0.25 is what half sure of everything gives.",
    values,
  );
  return `${surer(sure - right, values)} ${score}`;
}

/** @param {number} by @param {Record<string, string>} values */
function surer(by, values) {
  if (by > NOTICED) {
    return _(
      "You were surer than right: {sure} sure, right {right} of the time.",
      values,
    );
  }
  if (by < -NOTICED) {
    return _(
      "You were right more often than you thought: {sure} sure, right {right} of the time.",
      values,
    );
  }
  return _("You knew how sure to be: {sure} sure, right {right} of the time.", values);
}
