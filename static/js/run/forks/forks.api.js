// @ts-check
/** Forks over HTTP: one is made, one is acted in, and the tree of them is read. */

import { ask } from "../../net/api.js";

/** @import {ActRequest, Family} from "../../types.js" */

/**
 * @param {string} run
 * @param {{ at: number, name: string, engine: "same" | "today", command_id: string }} request
 * @returns {Promise<{ id: string, url: string }>}
 */
export const makeFork = (run, request) => ask(`runs/${run}/forks`, "POST", request);

/**
 * An act in a run that no page has open yet.
 * @param {string} run @param {ActRequest} request @param {number} at tick
 * @param {string} command_id
 */
export const actIn = (run, request, at, command_id) =>
  ask(`runs/${run}/interventions`, "POST", { ...request, at, command_id });

/**
 * The parents of a run, and a page of its forks and theirs.
 * @param {string} run @param {string | null} [after] the `next` of the page before
 * @returns {Promise<Family>}
 */
export const familyOf = (run, after = null) =>
  ask(`runs/${run}/forks${after ? `?after=${after}` : ""}`);
