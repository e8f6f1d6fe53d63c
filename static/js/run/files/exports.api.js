// @ts-check
/** Files of a run over HTTP: asked for, looked after, deleted. */

import { cookie, problem } from "../../net/api.js";

/** @import {ExportInfo, ExportKind} from "../../types.js" */

/** @returns {Promise<ExportKind[]>} what can be made, in the page's language */
export async function exportKinds() {
  const response = await fetch("/api/v1/exports/kinds");
  if (!response.ok) throw new Error(await problem(response));
  return response.json();
}

/**
 * @param {string} run @param {object} wish kind and options, as the API describes them
 * @returns {Promise<string>} the id of the export
 */
export async function askExport(run, wish) {
  const response = await fetch(`/api/v1/runs/${run}/exports`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    body: JSON.stringify(wish),
  });
  if (!response.ok) throw new Error(await problem(response));
  return (await response.json()).id;
}

/** @param {string} run @returns {Promise<ExportInfo[]>} one's own, newest first */
export async function exportsOf(run) {
  const response = await fetch(`/api/v1/runs/${run}/exports`);
  if (!response.ok) throw new Error(await problem(response));
  return response.json();
}

/** Cancels it, or deletes it if it is made. @param {string} id */
export async function removeExport(id) {
  const response = await fetch(`/api/v1/exports/${id}`, {
    method: "DELETE",
    headers: { "X-CSRFToken": cookie("csrftoken") },
  });
  if (!response.ok && response.status !== 404) throw new Error(await problem(response));
}
