// @ts-check
/** Forks over HTTP: one is made, one is acted in, and the tree of them is read. */

import { cookie, problem } from "../../net/api.js";

/** @import {ActRequest, Family} from "../../types.js" */

/** A refusal, with the status that tells one kind from another. */
export class Refused extends Error {
  /** @param {number} status @param {string} words */
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/**
 * @param {string} run
 * @param {{ at: number, name: string, engine: "same" | "today", command_id: string }} wish
 * @returns {Promise<{ id: string, url: string }>}
 */
export const makeFork = (run, wish) => post(`/api/v1/runs/${run}/forks`, wish);

/**
 * An act in a run that no page has open yet.
 * @param {string} run @param {ActRequest} request @param {number} at tick
 * @param {string} command_id
 */
export const actIn = (run, request, at, command_id) =>
  post(`/api/v1/runs/${run}/interventions`, { ...request, at, command_id });

/**
 * The parents of a run, and a page of its forks and theirs.
 * @param {string} run @param {string | null} [after] the `next` of the page before
 * @returns {Promise<Family>}
 */
export async function familyOf(run, after = null) {
  const query = after ? `?after=${after}` : "";
  const response = await fetch(`/api/v1/runs/${run}/forks${query}`);
  if (!response.ok) throw new Refused(response.status, await problem(response));
  return response.json();
}

/** @param {string} address @param {object} body */
async function post(address, body) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Refused(response.status, await problem(response));
  return response.json();
}
