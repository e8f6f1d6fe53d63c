// @ts-check
/** The tree of forks, made of the rows that the server lists; and what a fork keeps. */

import { _ } from "../../core/words.js";
import { doneAndLost } from "../../core/run_words.js";
import { hms } from "../../core/format.js";
import { inForce } from "../../core/acts.js";

/** @import {Act, Family, RelatedRun} from "../../types.js" */

/**
 * @typedef {object} Branch
 * @property {RelatedRun} run
 * @property {boolean} here whether it is the run that was asked about
 * @property {Branch[]} forks
 */

/**
 * The first run that may be seen, its forks below it. A fork whose parent may not be seen
 * stands below the run that was asked about.
 * @param {Family} family @returns {Branch}
 */
export function treeOf({ run, parents, forks }) {
  const here = branch(run, true);
  const known = new Map([[run.id, here]]);
  for (const row of forks) {
    const one = branch(row, false);
    known.set(row.id, one);
    (known.get(row.parent ?? "") ?? here).forks.push(one);
  }
  return parents.reduceRight(
    (below, row) => ({ run: row, here: false, forks: [below] }),
    here,
  );
}

/** @param {RelatedRun} run @param {boolean} here @returns {Branch} */
const branch = (run, here) => ({ run, here, forks: [] });

/** What a branch is called. @param {RelatedRun} run */
export function nameOf({ name, title, seed }) {
  return name || _("{title}, seed {seed}", { title: _(title), seed });
}

/** What stands behind the name. @param {RelatedRun} run */
export function aboutRun({ forked_at, acts, loss_usd, mine }) {
  return [
    forked_at === null ? "" : _("from {time}", { time: hms(forked_at) }),
    doneAndLost({ acts, loss_usd }),
    mine ? _("yours") : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * How many acts a fork takes over, and how many not.
 * @param {Act[]} log @param {number} at tick
 */
export function division(log, at) {
  const acts = inForce(log);
  const kept = acts.filter(({ tick }) => tick <= at).length;
  return { kept, left: acts.length - kept };
}
