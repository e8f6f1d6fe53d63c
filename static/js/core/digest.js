// @ts-check
/** The hash by which viewer and server find out that they hold the same segments. */

/** @import {Range} from "../types.js" */

/**
 * 32-bit FNV-1a of an ASCII text, as eight hexadecimal digits.
 * @param {string} text
 */
export function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** @param {Range[]} ranges */
export const digest = (ranges) => fnv1a(ranges.map((r) => r.join(",")).join(";"));

/**
 * Maximal inclusive ranges out of segments in any order.
 * @param {Iterable<[number, number]>} held pairs of epoch and minute
 * @returns {Range[]}
 */
export function ranges(held) {
  const sorted = [...held].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  /** @type {Range[]} */
  const found = [];
  for (const [epoch, minute] of sorted) {
    const last = found.at(-1);
    if (last && last[0] === epoch && last[2] >= minute - 1) last[2] = minute;
    else found.push([epoch, minute, minute]);
  }
  return found;
}
