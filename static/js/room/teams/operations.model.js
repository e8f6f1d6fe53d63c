// @ts-check
/**
 * What a team does besides acts: the one table of operations here, beside that of
 * knightreplay/rooms/operations.py.
 */

import { exactMoney, hms, int } from "../../core/format.js";
import { _ } from "../../core/words.js";

/** @import {Operation} from "../../types.js" */

/** @typedef {Pick<Operation, "text" | "server" | "who">} Given */
/** @typedef {Record<string, unknown>} Answer */
/**
 * @typedef {object} OperationKind
 * @property {"server" | "who" | "text"} takes what it is about; its button stands beside that
 * @property {() => string} button
 * @property {boolean} [needed] whether a text without words is none
 * @property {(given: Given) => string} words
 * @property {(answer: Answer, given: Given) => string} [answer] of what is answered later
 */

/** @type {Record<string, OperationKind>} */
export const OPERATIONS = {
  declare: {
    takes: "text",
    button: () => _("Declare an incident"),
    words: ({ text }) =>
      text ? _("Incident declared: {text}", { text }) : _("Incident declared"),
  },
  inspect: {
    takes: "server",
    button: () => _("Inspect"),
    words: ({ server }) => _("Server {n} is inspected", { n: server ?? 0 }),
    answer: serverWords,
  },
  call: {
    takes: "who",
    button: () => _("Call"),
    words: ({ who }) => _("Call to {who}", { who: person(who) }),
    answer: (answer, { who }) => SAYS[who ?? ""]?.(answer) ?? "",
  },
  note: {
    takes: "text",
    button: () => _("Note it"),
    needed: true,
    words: ({ text = "" }) => _("Note: {text}", { text }),
  },
};

/** How long answers take. */
export const waitWords = () =>
  _("An inspection is answered after 90 s; calls after 2 to 10 min (assumed).");

/** Who can be called. @returns {[string, string][]} */
export const people = () => [
  ["exchange", _("The exchange's floor")],
  ["risk", _("The risk desk")],
  ["developers", _("The developers")],
  ["executive", _("The executive")],
];

/** @param {string | undefined} who */
const person = (who) => people().find(([key]) => key === who)?.[1] ?? "";

/** @param {Given & {what: string}} operation */
export const operationWords = (operation) =>
  OPERATIONS[operation.what]?.words(operation) ?? "";

/** The answer to an operation, or when it is expected. @param {Operation} operation */
export function answerWords(operation) {
  const { what, answer, answered_at: at } = operation;
  if (at === null) return "";
  if (!answer) return _("Answer expected at {time}", { time: hms(at) });
  return OPERATIONS[what]?.answer?.(answer, operation) ?? "";
}

/** @param {Answer} answer */
function serverWords(answer) {
  const state = answer["killed"]
    ? _("killed")
    : answer["restarting"]
      ? _("restarting")
      : _("running");
  return [
    state,
    answer["old_code"] ? _("old code") : _("new code"),
    answer["flag"] ? _("flag on") : _("flag off"),
    _("{n} orders in a loop", { n: Number(answer["loops"]) }),
  ].join(", ");
}

/** @type {Record<string, (answer: Answer) => string>} */
const SAYS = {
  exchange: ({ executions }) =>
    Number(executions) > 0
      ? _("“{n} executions of yours in the last minute that no customer explains.”", {
          n: int(Number(executions)),
        })
      : _("“We see nothing unusual from you.”"),
  risk: ({ gross }) =>
    _("“The screen showed {gross} gross a minute ago.”", {
      gross: exactMoney(Number(gross)),
    }),
  developers: ({ old }) =>
    /** @type {number[]} */ (old).length
      ? _("“The new code is missing on server {servers}.”", {
          servers: /** @type {number[]} */ (old).join(", "),
        })
      : _("“All servers have the new code.”"),
  executive: () => _("“Do what you must. You have my word.”"),
};
