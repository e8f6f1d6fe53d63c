// @ts-check
/** What the owner of a run does with it as a whole, over HTTP. */

import { cookie, problem } from "../net/api.js";

/** @param {string} run @param {{ name?: string, tags?: string[] }} words */
export const describeRun = (run, words) => ask("PATCH", run, words);

/** For a week it can be had back. @param {string} run */
export const deleteRun = (run) => ask("DELETE", run);

/** @param {string} run */
export const restoreRun = (run) => ask("POST", `${run}/restore`, {});

/** @param {string} method @param {string} path @param {object} [body] */
async function ask(method, path, body) {
  const response = await fetch(`/api/v1/runs/${path}`, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await problem(response));
}
