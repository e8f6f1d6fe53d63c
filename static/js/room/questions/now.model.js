// @ts-check
/** Which question a host has before them, and what can be done with it. */

import { _ } from "../../core/words.js";
import { hm } from "../../core/format.js";

/** @import {PlannedStop} from "../../types.js" */

/** @param {PlannedStop[]} plan @param {string} state */
const first = (plan, state) => plan.find((stop) => stop.state === state);

/**
 * The question that is open; else the newest that was ended and not shown; else the next.
 * @param {PlannedStop[]} plan by their time
 */
export const questionNow = (plan) =>
  first(plan, "open") ??
  plan.findLast(({ state }) => state === "closed") ??
  first(plan, "planned") ??
  null;

/**
 * The one thing to do next with a question: the command, its words, and what it is given. A
 * question that was ended is shown once the run is where its answer is known.
 * @param {PlannedStop} stop @param {number} t the run's second
 * @returns {{ what: string, words: string, given: Record<string, unknown> } | null}
 */
export function nextCommand(stop, t) {
  const given = { stop: stop.id };
  const known = stop.tells ?? stop.at;
  switch (stop.state) {
    case "planned":
      return { what: "open-stop", words: _("Ask it now"), given };
    case "open":
      return stop.awaited
        ? {
            what: "close-stop",
            words: _("End it all the same"),
            given: { ...given, anyway: true },
          }
        : { what: "close-stop", words: _("End it"), given };
    case "closed":
      return t < known && stop.measure !== null
        ? {
            what: "seek",
            words: _("Go to {time}", { time: hm(known) }),
            given: { to: known },
          }
        : { what: "show-stop", words: _("Show the answer"), given };
    default:
      return null;
  }
}
