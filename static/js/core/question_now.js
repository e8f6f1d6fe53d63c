// @ts-check
/** Which question a host has before them, and what can be done with it. */

import { _ } from "./words.js";

/** @import {PlannedStop, RoomInfo} from "../types.js" */

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

/** The next stop that was not asked yet, after a second. @param {PlannedStop[]} plan @param {number} t */
export const nextStop = (plan, t) =>
  plan.find(({ state, at }) => state === "planned" && at > t) ?? null;

/** How many who are here and awake have not locked. @param {PlannedStop} stop @param {RoomInfo} info */
export const missing = ({ locked }, { here, asleep }) =>
  Math.max(0, here - asleep - locked);

/** @param {PlannedStop} stop @param {RoomInfo} info */
export function lockedWords({ locked }, { here, asleep }) {
  const of = Math.max(here, locked);
  return asleep
    ? _("{locked} of {here} locked, {asleep} asleep", { locked, here: of, asleep })
    : _("{locked} of {here} locked", { locked, here: of });
}

/**
 * The one thing to do next with a question: the deed, its words, and what it is given.
 * @param {PlannedStop} stop @param {RoomInfo} info
 * @returns {{ what: string, words: string, given: Record<string, unknown> } | null}
 */
export function nextDeed(stop, info) {
  const given = { stop: stop.id };
  switch (stop.state) {
    case "planned":
      return { what: "open-stop", words: _("Ask it now"), given };
    case "open":
      return missing(stop, info)
        ? {
            what: "close-stop",
            words: _("End it all the same"),
            given: { ...given, anyway: true },
          }
        : { what: "close-stop", words: _("End it"), given };
    case "closed":
      return { what: "show-stop", words: _("Show what happened"), given };
    default:
      return null;
  }
}
