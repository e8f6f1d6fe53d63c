// @ts-check
/** What the form of a guardrail says of its fields, and reads in them. */

import { _ } from "../../core/words.js";
import { brief } from "../../core/format.js";

/** @import {GuardrailParameter} from "../../types.js" */

/** The unit that stands behind a number. @param {string} unit */
export function unitWords(unit) {
  /** @type {Record<string, () => string>} */
  const words = {
    "times the reference": () => _("times the reference"),
    "seconds in a row": () => _("seconds in a row"),
    "child orders a minute and server": () => _("child orders a minute and server"),
    dollars: () => _("dollars"),
    "child orders": () => _("child orders"),
    seconds: () => _("seconds"),
  };
  return words[unit]?.() ?? unit;
}

/** What a field of the form may hold. @param {GuardrailParameter} parameter */
export function rangeWords(parameter) {
  if (parameter.kind === "choice") return "";
  const { lowest, highest, default: usual } = parameter;
  return _("{lowest} to {highest} (usually {usual})", {
    lowest: brief(lowest),
    highest: brief(highest),
    usual: brief(Number(usual)),
  });
}

/**
 * Which parameter a refusal of the server speaks of, and what it says of it.
 * @param {string} guardrail @param {string} words such as "gross-cap limit: value 0 is not valid"
 */
export function refusedParameter(guardrail, words) {
  const found = /^(?:params\.|([\w-]+) )(\w+): (.+)$/s.exec(words);
  const [, owner = guardrail, parameter = "", reason = ""] = found ?? [];
  if (!found || owner !== guardrail) return { parameter: "", reason: words };
  return { parameter, reason: reason.charAt(0).toUpperCase() + reason.slice(1) };
}

/**
 * What somebody typed as a number, if it is one: "$2,000,000" is. Else as it is, for the
 * server to refuse.
 * @param {string} text @returns {string | number}
 */
export function plainNumber(text) {
  const plain = text.trim().replace(/[$,\s]/g, "");
  const number = Number(plain);
  return plain === "" || !Number.isFinite(number) ? text.trim() : number;
}
