// @ts-check
/** Teams in words: their names at first, their delay, what they did last. */

import { OPERATIONS, operationWords } from "./operations.model.js";
import { _ } from "../../core/words.js";
import { actWords } from "../../core/act_words.js";

/** @import {Act, TeamProgress} from "../../types.js" */

/** What a team did last. @param {TeamProgress["last"]} last */
export function lastWords(last) {
  if (!last) return _("Nothing yet");
  return last.op in OPERATIONS
    ? operationWords({ ...last, what: last.op })
    : actWords(/** @type {Act} */ (/** @type {unknown} */ (last)));
}

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
