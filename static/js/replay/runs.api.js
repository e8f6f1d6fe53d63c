// @ts-check
/** What the owner of a run does with it as a whole, over HTTP. */

import { ask } from "../net/api.js";

/** @param {string} run @param {{ name?: string, tags?: string[] }} words */
export const describeRun = (run, words) => ask(`runs/${run}`, "PATCH", words);

/** For a week it can be had back. @param {string} run */
export const deleteRun = (run) => ask(`runs/${run}`, "DELETE");

/** @param {string} run */
export const restoreRun = (run) => ask(`runs/${run}/restore`, "POST", {});
