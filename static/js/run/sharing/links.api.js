// @ts-check
/** Links over HTTP: made, listed, taken back; and who may see the run at all. */

import { ask } from "../../net/api.js";

/** @import {LinkInfo, LinkRequest, NewLink} from "../../types.js" */

/** @param {string} run @param {LinkRequest} request @returns {Promise<NewLink>} */
export const createLink = (run, request) => ask(`runs/${run}/shares`, "POST", request);

/** The links that were not taken back. @param {string} run @returns {Promise<LinkInfo[]>} */
export const linksOf = (run) => ask(`runs/${run}/shares`);

/** @param {string} run @param {number} id */
export const revokeLink = (run, id) => ask(`runs/${run}/shares/${id}`, "DELETE");

/** @param {string} run @param {number} id @param {string} name */
export const renameLink = (run, id, name) =>
  ask(`runs/${run}/shares/${id}`, "PATCH", { name });

/** Whether all who have its address may see the run. @param {string} run @returns {Promise<boolean>} */
export const isOpen = async (run) => (await ask(`runs/${run}`)).open;

/** @param {string} run @param {boolean} open */
export const setOpen = (run, open) => ask(`runs/${run}`, "PATCH", { open });
