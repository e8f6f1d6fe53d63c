// @ts-check
/** The newest trip of a guardrail up to the second on the screen, in one line. */

import { _ } from "../../core/words.js";
import { byId, setAttribute, setText } from "../../kit/dom.js";
import { hms } from "../../core/format.js";
import { tripWords } from "../../core/guardrails.js";

/** @import {Session} from "../../core/session.js" */

/** @param {Session} session @param {() => void} openLog */
export function tripLine(session, openLog) {
  const line = byId("trip");
  byId("trip-log").addEventListener("click", openLog);

  /** @param {number} t */
  return function draw(t) {
    const trips = session.trips(t);
    const newest = trips.at(-1);
    line.hidden = !newest;
    if (!newest) return setText(byId("trip-words"), "");
    setAttribute(line, "data-action", newest.action);
    const words = _("{time} {what} (modelled).", {
      time: hms(newest.tick + 1),
      what: tripWords(newest, session),
    });
    const more = trips.length - 1;
    setText(
      byId("trip-words"),
      more ? _("{words} {more} more before.", { words, more }) : words,
    );
  };
}
