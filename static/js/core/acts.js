// @ts-check
/** What people do, in words, and who holds the controls. */

import { hms, serverNames } from "./format.js";
import { _ } from "./words.js";
import { actWords } from "./act_words.js";
import { guardrailTitle } from "./guardrail_words.js";

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
  if (takenOver(log, t)) return _("From here you decide. Knight's people act no more.");
  const next = preset.find((act) => !act.cancelled && act.tick >= t);
  if (!next && hide) return _("Knight's people keep acting.");
  if (!next) return rest(log, t);
  const ahead = hide ? 0 : TOLD_AHEAD;
  if (next.tick <= Math.max(t + ahead, seen)) {
    return _("Knight's people keep acting. Next: {time} {what}.", {
      time: presetTime(next),
      what: actWords(next),
    });
  }
  return _("Knight's people keep acting: what they did still happens.");
}

/** Nothing of theirs is ahead: because it is over, or because people take over. @param {Act[]} log @param {number} t */
function rest(log, t) {
  const later = choices(log, Infinity).find((act) => act.tick > t);
  if (later?.op !== "take-over")
    return _("Knight's people keep acting. Nothing more of theirs is to come.");
  return _("Knight's people keep acting. At {time} people take over.", {
    time: hms(later.tick),
  });
}

/** Who did something, in words. @param {string} by a role, as the log has it */
export function actor(by) {
  if (by === "host") return _("Host");
  return by === "operate" ? _("Operator") : by;
}

/** @param {PresetAct} act */
export const presetTime = (act) => `${act.approximate ? "≈ " : ""}${hms(act.tick)}`;

/**
 * An act in words after it was done, as a toast says it: "Server 8 killed at 9:35:00".
 * @param {ActRequest} request @param {number} tick @param {number} total
 */
export function done(request, tick, total) {
  const names = serverNames(listed(request.servers, total), total);
  const what = capital((DONE[request.op] ?? plain)(request, names));
  return _("{what} at {time}", { what, time: hms(tick) });
}

/** @param {ActRequest} request */
const plain = ({ op }) => op;

/** @param {ActRequest} request */
const guard = ({ guardrail = "" }) => guardrailTitle(guardrail);

/** @type {Record<string, (request: ActRequest, names: string) => string>} */
const DONE = {
  flag: ({ on, scope }, names) => {
    if (on) return _("flag on, {names}", { names });
    return scope === "loop"
      ? _("flag off for running loops too, {names}", { names })
      : _("flag off, {names}", { names });
  },
  kill: (_request, names) => _("{names} killed", { names }),
  restore: (_request, names) => _("{names} restored", { names }),
  deploy: (_request, names) => _("{names} set to the new code", { names }),
  rollback: (_request, names) => _("{names} rolled back", { names }),
  "act-on-emails": () => _("the e-mails were acted on"),
  unwind: () => _("unwind started"),
  "no-unwind": () => _("unwind held"),
  arm: (request) => _("{name} armed", { name: guard(request) }),
  disarm: (request) => _("{name} disarmed", { name: guard(request) }),
  "take-over": () => _("you decide from here"),
  "hand-back": () => _("Knight's people keep acting"),
  strike: () => _("act struck out"),
  "put-back": () => _("act put back"),
};

/** @param {ActRequest["servers"]} servers @param {number} total */
function listed(servers, total) {
  if (servers === "all") return Array.from({ length: total }, (_none, i) => i + 1);
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
  return ASKED[request.op]?.(request, names) ?? `${request.op}?`;
}

/** @type {Record<string, (request: ActRequest, names: string) => string>} */
const ASKED = {
  flag: ({ on, scope }, names) => {
    if (on) return _("Turn the flag on on {names}?", { names });
    return scope === "loop"
      ? _("Turn the flag off on {names}, for running loops too?", { names })
      : _("Turn the flag off on {names}?", { names });
  },
  kill: (_request, names) => _("Kill {names}?", { names }),
  restore: (_request, names) => _("Restore {names}?", { names }),
  deploy: (_request, names) => _("Deploy the new code on {names}?", { names }),
  rollback: ({ mode, servers }, names) => {
    if (servers?.length === 1) return _("Roll back the code on {names}?", { names });
    return mode === "at-once"
      ? _("Roll back the code on {names} at once?", { names })
      : _("Roll back the code on {names}, one after the other?", { names });
  },
  "act-on-emails": () => _("Act on the e-mails?"),
  unwind: () => _("Start the unwind?"),
  "no-unwind": () => _("Hold the unwind?"),
  arm: (request) => _("Arm the guardrail “{name}”?", { name: guard(request) }),
  disarm: (request) => _("Disarm the guardrail “{name}”?", { name: guard(request) }),
  "take-over": () => _("Take over from Knight's people?"),
  "hand-back": () => _("Hand back to Knight's people?"),
  strike: () => _("Strike the act out?"),
  "put-back": () => _("Put the act back?"),
};
