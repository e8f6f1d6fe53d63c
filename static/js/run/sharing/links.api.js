// @ts-check
/** Links over HTTP: made, listed, taken back; and who may see the run at all. */

import { cookie, problem } from "../../net/api.js";

/** @import {LinkInfo, LinkWish, NewLink} from "../../types.js" */

/** @param {string} run @param {LinkWish} wish @returns {Promise<NewLink>} */
export const createLink = (run, wish) =>
  asked(`/api/v1/runs/${run}/shares`, { method: "POST", body: wish });

/** The links that were not taken back. @param {string} run @returns {Promise<LinkInfo[]>} */
export const linksOf = (run) => asked(`/api/v1/runs/${run}/shares`);

/** @param {string} run @param {number} id */
export const revokeLink = (run, id) =>
  asked(`/api/v1/runs/${run}/shares/${id}`, { method: "DELETE" });

/** @param {string} run @param {number} id @param {string} name */
export const renameLink = (run, id, name) =>
  asked(`/api/v1/runs/${run}/shares/${id}`, { method: "PATCH", body: { name } });

/** Whether all who have its address may see the run. @param {string} run @returns {Promise<boolean>} */
export const isOpen = async (run) => (await asked(`/api/v1/runs/${run}`)).open;

/** @param {string} run @param {boolean} open */
export const setOpen = (run, open) =>
  asked(`/api/v1/runs/${run}`, { method: "PATCH", body: { open } });

/**
 * @param {string} path @param {{ method?: string, body?: object }} [how]
 * @returns {Promise<any>} what the server answers, or nothing
 */
async function asked(path, { method = "GET", body } = {}) {
  const response = await fetch(path, {
    method,
    headers: {
      "X-CSRFToken": cookie("csrftoken"),
      ...(body ? { "Content-Type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(await problem(response));
  return response.status === 204 ? null : response.json();
}
