// @ts-check
/** What is said of a run among others: how much was done in it, and what it lost. */

import { _ } from "./words.js";
import { money } from "./format.js";

/** What tells runs without a name apart. @param {{ acts: number, loss_usd: number | null }} run */
export function doneAndLost({ acts, loss_usd }) {
  if (loss_usd === null) return actCount(acts);
  const lost = _("lost {cost} (modelled)", { cost: money(loss_usd * 100) });
  return `${actCount(acts)} · ${lost}`;
}

/** @param {number} count */
export function actCount(count) {
  if (!count) return _("no acts");
  return count === 1 ? _("1 act") : _("{count} acts", { count });
}
