// @ts-check
/** What teams do besides acts, and what they are answered, in words. */

import { exactMoney, hms, int } from "../../core/format.js";
import { _ } from "../../core/words.js";
import { actWords } from "../../core/act_words.js";

/** @import {Act, Operation, TeamProgress} from "../../types.js" */

/** Who can be called. @returns {[string, string][]} */
export const people = () => [
  ["exchange", _("The exchange's floor")],
  ["risk", _("The risk desk")],
  ["developers", _("The developers")],
  ["executive", _("The executive")],
];

/** @param {string | undefined} who */
const person = (who) => people().find(([key]) => key === who)?.[1] ?? "";

/** @param {Pick<Operation, "what" | "text" | "server" | "who">} operation */
export function operationWords({ what, text = "", server, who }) {
  switch (what) {
    case "declare":
      return text ? _("Incident declared: {text}", { text }) : _("Incident declared");
    case "inspect":
      return _("Server {n} is inspected", { n: server ?? 0 });
    case "call":
      return _("Call to {who}", { who: person(who) });
    default:
      return _("Note: {text}", { text });
  }
}

/** What a team did last. @param {TeamProgress["last"]} last */
export function lastWords(last) {
  if (!last) return _("Nothing yet");
  const what = /** @type {Operation["what"]} */ (last.op);
  const own = ["declare", "inspect", "call", "note"].includes(what);
  return own
    ? operationWords({ ...last, what })
    : actWords(/** @type {Act} */ (/** @type {unknown} */ (last)));
}

/** The answer to an operation, or when it is expected. @param {Operation} operation */
export function answerWords({ what, who, answer, answered_at: at }) {
  if (at === null) return "";
  if (!answer) return _("Answer expected at {time}", { time: hms(at) });
  if (what === "inspect") return serverWords(answer);
  return SAYS[who ?? ""]?.(answer) ?? "";
}

/** @param {Record<string, unknown>} answer */
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

/** @type {Record<string, (answer: Record<string, unknown>) => string>} */
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

/** The delay of acts, said. @param {number} delay ticks */
export const delayWords = (delay) =>
  delay
    ? _("What is ordered takes effect {n} s later", { n: delay })
    : _("What is ordered takes effect at once");

/** Names of the teams at first. @param {number} n */
export const teamNames = (n) =>
  [
    _("Blue"),
    _("Pink"),
    _("Green"),
    _("Violet"),
    _("Yellow"),
    _("Lime"),
    _("Grey"),
    _("Amber"),
    _("Coral"),
    _("Cyan"),
    _("Plum"),
    _("Sand"),
  ].slice(0, n);
