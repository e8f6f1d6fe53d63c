// @ts-check
/**
 * What the loss consists of, at the end of the last whole minute: what trading has cost so
 * far by cause, getting in and getting out apart, and while shares are held what getting
 * out of them would add. The parts add up to the headline of that moment to the cent.
 */

/** @import {Store} from "../../../core/store.js" */

export const CAUSES = /** @type {const} */ ([
  "spread",
  "temporary",
  "transient",
  "permanent",
  "drift",
  "rounding",
  "block",
]);
/** @typedef {typeof CAUSES[number]} Cause */

/**
 * @typedef {object} Part in cents, positive for a loss
 * @property {Cause} cause
 * @property {number} into @property {number} out
 */

/**
 * @param {Store} store @param {number} frame
 * @returns {{ at: number, parts: Part[], ahead: number, open: boolean, total: number } | undefined}
 *   `at` in simulated seconds; `ahead` is what getting out of what is held would still cost
 */
export function lossSplit(store, frame) {
  const segment = store.closing(frame);
  if (!segment?.split) return undefined;
  const { accumulate, unwind } = segment.split;
  const last = segment.minute * 60 + 59;
  const parts = CAUSES.map((cause) => ({
    cause,
    into: accumulate[cause] ?? 0,
    out: unwind[cause] ?? 0,
  }));
  const total = -store.line.at("pnl_exit", last);
  const paid = parts.reduce((sum, { into, out }) => sum + into + out, 0);
  const open = store.line.at("held", last) > 0;
  return { at: last + 1, parts, ahead: total - paid, open, total };
}
