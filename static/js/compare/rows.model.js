// @ts-check
/** The names of figures and of the parts of a loss, and how a value of them is said. */

import { MINUS, NONE, exactMoney, int } from "../core/format.js";
import { _ } from "../core/words.js";

/** @import {ComparedRow} from "../types.js" */

/** @type {Record<string, () => string>} */
const FIGURES = {
  loss: () => _("Loss, 16:00"),
  loss_left_alone: () => _("Loss of the run left alone"),
  avoided: () => _("Loses less than left alone"),
  pnl_exit_usd: () => _("Getting out at the stop"),
  pnl_fair_usd: () => _("Fair value at the stop"),
  pnl_own_usd: () => _("Own marks at the stop"),
  gross_usd: () => _("Long plus short at the stop"),
  net_long_usd: () => _("Long at the stop"),
  net_short_usd: () => _("Short at the stop"),
  executions: () => _("Executions"),
  child_orders: () => _("Child orders"),
  shares: () => _("Shares"),
  parents: () => _("Parent orders"),
  symbols: () => _("Stocks traded"),
  emails: () => _("E-mails"),
  net_long_names: () => _("Stocks held long"),
  net_short_names: () => _("Stocks held short"),
  names_5pct_20vol: () => _("Stocks moved 5% at 20% of the volume"),
  names_10pct_50vol: () => _("Stocks moved 10% at 50% of the volume"),
  last_execution_at: () => _("Last execution"),
  first_trip: () => _("First guardrail to trip"),
  spread: () => _("Half the spread"),
  temporary: () => _("Haste"),
  transient: () => _("Push that fades"),
  permanent: () => _("Push that stays"),
  drift: () => _("Market drift"),
  rounding: () => _("Rounding"),
  block: () => _("Block discount"),
  ahead: () => _("Still to get out"),
};

/** @type {Record<string, () => string>} */
const PARTS = {
  accumulate: () => _("getting in"),
  unwind: () => _("getting out"),
  ahead: () => "",
};

/** What a row is of, and which part of the loss. @param {ComparedRow} row */
export const rowWords = ({ name, part }) => ({
  words: FIGURES[name]?.() ?? name,
  note: (part && PARTS[part]?.()) ?? "",
});

/** @param {ComparedRow} row @param {number} place */
export function valueWords({ unit, values }, place) {
  const value = values[place] ?? null;
  if (value === null) return NONE;
  if (typeof value === "string") return value.replace(/\b0(\d:)/, "$1");
  return unit === "cents" ? exactMoney(value) : int(value);
}

/** What a run differs by from the first, with its sign. @param {ComparedRow} row @param {number} place */
export function differenceWords({ unit, differences }, place) {
  const value = differences[place] ?? null;
  if (value === null) return "";
  return signed(value, unit === "cents" ? exactMoney : int);
}

/** @param {number} value @param {(n: number) => string} say */
export function signed(value, say) {
  if (value === 0) return "±0";
  return `${value > 0 ? "+" : MINUS}${say(Math.abs(value))}`;
}

/** Why a run has no figures here. @param {string} why */
export function missingWords(why) {
  switch (why) {
    case "paced":
      return _("Not told yet: a run among these keeps to its clock.");
    case "computing":
      return _("Still being computed.");
    case "engine":
      return _("Made by another version: only what is stored is shown.");
    default:
      return _("It could not be computed.");
  }
}
