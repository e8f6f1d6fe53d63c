// @ts-check
/** What people do, in words, and who holds the controls. */

import { hms, serverNames } from "./format.js";

/** @import {Act, ActRequest, PresetAct} from "../types.js" */

/** Seconds before it happens that a coming act of Knight's people is told. */
const TOLD_AHEAD = 60;
/** Acting so far behind what has been shown is acting in the past. */
const PAST = 3;

/**
 * Whether people decide at a second of the morning: by the last choice up to it. An act
 * later in the morning says nothing about an earlier second.
 * @param {Act[]} log @param {number} t
 */
export const takenOver = (log, t) => choices(log, t).at(-1)?.op === "take-over";

/**
 * Whether anybody has said who goes on acting, for a second of the morning.
 * @param {Act[]} log @param {number} t
 */
export const choiceMade = (log, t) => choices(log, t).length > 0;

/** @param {Act[]} log @param {number} t */
const choices = (log, t) =>
  inForce(log)
    .filter((act) => isChoice(act) && act.tick <= t)
    .sort((a, b) => a.tick - b.tick || a.seq - b.seq);

/** @param {Act} act */
const isChoice = (act) => act.op === "take-over" || act.op === "hand-back";

/** The acts that were not struck out. @param {Act[]} log */
export const inForce = (log) => log.filter((act) => !act.struck);

/**
 * Whether acting now would replace a future that has been seen.
 * @param {number} t @param {number} seen
 */
export const inThePast = (t, seen) => t < seen - PAST;

/**
 * Who goes on acting. What Knight's people do next is told only when it is due within
 * the minute or has been seen already: the room should not read the ending here. With
 * what is coming hidden, not even within the minute.
 * @param {{ log: Act[], preset: PresetAct[], t: number, seen: number, hide?: boolean }} about
 */
export function banner({ log, preset, t, seen, hide = false }) {
  if (takenOver(log, t)) return "From here you decide. Knight's people act no more.";
  const next = preset.find((act) => !act.cancelled && act.tick >= t);
  if (!next && hide) return "Knight's people keep acting.";
  if (!next) return `Knight's people keep acting. ${rest(log, t)}`;
  const ahead = hide ? 0 : TOLD_AHEAD;
  if (next.tick <= Math.max(t + ahead, seen)) {
    return `Knight's people keep acting. Next: ${presetTime(next)} ${next.what}.`;
  }
  return "Knight's people keep acting: what they did still happens.";
}

/** Nothing of theirs is ahead: because it is over, or because people take over. @param {Act[]} log @param {number} t */
function rest(log, t) {
  const later = choices(log, Infinity).find((act) => act.tick > t);
  if (later?.op !== "take-over") return "Nothing more of theirs is to come.";
  return `At ${hms(later.tick)} people take over.`;
}

/** @param {PresetAct} act */
export const presetTime = (act) => `${act.approximate ? "≈ " : ""}${hms(act.tick)}`;

/** @type {Record<string, string>} */
const DONE = {
  kill: "killed",
  restore: "restored",
  deploy: "set to the new code",
  rollback: "rolled back",
};

/**
 * An act in words after it was done, as a toast says it: "Server 8 killed at 9:35:00".
 * @param {ActRequest} request @param {number} tick @param {number} total
 */
export function done(request, tick, total) {
  return `${capital(what(request, total))} at ${hms(tick)}`;
}

/** @param {ActRequest} request @param {number} total */
function what(request, total) {
  const names = serverNames(listed(request.servers, total), total);
  switch (request.op) {
    case "flag":
      return `flag ${request.on ? "on" : "off"}, ${names}`;
    case "act-on-emails":
      return "the e-mails were acted on";
    case "unwind":
      return "unwind started";
    case "no-unwind":
      return "unwind held";
    case "take-over":
      return "you decide from here";
    case "hand-back":
      return "Knight's people keep acting";
    case "strike":
      return "act struck out";
    default:
      return `${names} ${DONE[request.op] ?? request.op}`;
  }
}

/** @param {ActRequest["servers"]} servers @param {number} total */
function listed(servers, total) {
  if (servers === "all") return Array.from({ length: total }, (_, i) => i + 1);
  return servers ?? [];
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * An act as a question: "Kill server 8?".
 * @param {ActRequest} request @param {number} total
 */
export function question(request, total) {
  const names = serverNames(listed(request.servers, total), total);
  /** @type {Record<string, string>} */
  const asked = {
    flag: `Turn the flag ${request.on ? "on" : "off"} on ${names}?`,
    kill: `Kill ${names}?`,
    restore: `Restore ${names}?`,
    deploy: `Deploy the new code on ${names}?`,
    rollback: `Roll back the code on ${names}?`,
    "act-on-emails": "Act on the e-mails?",
    unwind: "Start the unwind?",
    "no-unwind": "Hold the unwind?",
    "take-over": "Take over from Knight's people?",
    "hand-back": "Hand back to Knight's people?",
  };
  return asked[request.op] ?? `${request.op}?`;
}
