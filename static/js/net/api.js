// @ts-check
/** What is asked over HTTP: how, and the few things that the run's page asks at once. */

/** @import {GuardrailInfo, TapePage} from "../types.js" */

/** A refusal in the server's words, with the status that tells one kind from another. */
export class Refused extends Error {
  /** @param {number} status @param {string} words */
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/**
 * @param {string} path from /api/v1/ on @param {string} [method] @param {object} [body]
 * @returns {Promise<any>} what the server answers, or nothing
 */
export async function ask(path, method = "GET", body) {
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Refused(response.status, await problem(response));
  return response.status === 204 ? null : response.json();
}

/**
 * Makes what a key gives this browser's own, so that what the page asks for over HTTP may be
 * what its line may. @param {string} run @param {string} key
 */
export async function showKey(run, key) {
  const headers = {
    Authorization: `Bearer ${key}`,
    "X-CSRFToken": cookie("csrftoken"),
  };
  const answer = await fetch(`/api/v1/runs/${run}/keys`, { method: "PUT", headers });
  if (!answer.ok) throw new Refused(answer.status, await problem(answer));
}

/** Deletes what may be gone already. @param {string} path */
export async function remove(path) {
  await ask(path, "DELETE").catch((error) => {
    if (error.status !== 404) throw error;
  });
}

/**
 * A page of the executions of a second; only of one server or stock if one is named.
 * @param {string} run @param {Record<string, string>} query as the API describes it
 * @returns {Promise<TapePage>}
 */
export const readTape = (run, query) =>
  ask(`runs/${run}/tape?${new URLSearchParams(query)}`);

/**
 * What can be armed, with every parameter's default and bounds. Asked for once.
 * @returns {Promise<GuardrailInfo[]>}
 */
export function guardrails() {
  listed ??= ask("guardrails").catch((error) => {
    listed = null;
    throw error;
  });
  return listed;
}

/** @type {Promise<GuardrailInfo[]> | null} */
let listed = null;

/** @param {Response} response what a problem document says, or the bare status */
export async function problem(response) {
  try {
    const { detail, title } = await response.json();
    return detail ?? title ?? `HTTP ${response.status}`;
  } catch {
    return `HTTP ${response.status}`;
  }
}

/** @param {string} name */
export function cookie(name) {
  const found = document.cookie.split("; ").find((c) => c.startsWith(`${name}=`));
  return decodeURIComponent(found?.slice(name.length + 1) ?? "");
}
