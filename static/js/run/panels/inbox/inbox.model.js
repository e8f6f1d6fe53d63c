// @ts-check
/** The e-mails, as they can be told from each server's running count. */

import { inForce } from "../../../core/acts.js";

/** @import {Act, Email} from "../../../types.js" */
/** @import {Line} from "../../../core/line.js" */

/**
 * Every e-mail on the known part of the line, oldest first. After a gap the count is
 * taken as it stands: nobody can say when those were sent.
 * @param {Line} line @returns {Email[]}
 */
export function emails(line) {
  /** @type {Email[]} */
  const found = [];
  line.servers.forEach((own, server) => collect(own.emails, server + 1, found));
  // Whoever is not told which server it was about still has the e-mail.
  if (!found.length) collect(line.columns.emails, 0, found);
  return found.sort((a, b) => a.at - b.at || a.server - b.server);
}

/** @param {Float64Array} counts @param {number} server @param {Email[]} found */
function collect(counts, server, found) {
  let before = 0;
  for (let frame = 0; frame < counts.length; frame++) {
    const now = counts[frame] ?? NaN;
    for (let n = before; n < now; n++) found.push({ at: frame + 1, server });
    before = now;
  }
}

/**
 * How many of the e-mails had been sent by a time.
 * @param {Email[]} list @param {number} t
 */
export function sentBy(list, t) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? Infinity) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The act of a person that dealt with the e-mails, once its second has been shown.
 * @param {Act[]} log @param {number} frame
 */
export const actedOn = (log, frame) =>
  inForce(log).find(({ op, tick }) => op === "act-on-emails" && tick <= frame);
