// @ts-check
/** The few things that go over HTTP. */

/** @import {GivenKey, GuardrailInfo, TapePage} from "../types.js" */

/**
 * A key with which somebody else may operate the run, and its address.
 * @param {string} run @returns {Promise<{ key: string, url: string }>}
 */
export async function operateLink(run) {
  const response = await fetch(`/api/v1/runs/${run}/keys`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
    body: JSON.stringify({ role: "operate" }),
  });
  if (!response.ok) throw new Error(await problem(response));
  return response.json();
}

/**
 * The operate keys that still count; for the host.
 * @param {string} run @returns {Promise<GivenKey[]>}
 */
export async function givenKeys(run) {
  const response = await fetch(`/api/v1/runs/${run}/keys`);
  if (!response.ok) throw new Error(await problem(response));
  return response.json();
}

/**
 * Takes an operate key back: its holder may only watch from then on.
 * @param {string} run @param {GivenKey} key
 */
export async function takeBackKey(run, key) {
  const response = await fetch(`/api/v1/runs/${run}/keys/${key.id}`, {
    method: "DELETE",
    headers: { "X-CSRFToken": cookie("csrftoken") },
  });
  if (!response.ok && response.status !== 404) throw new Error(await problem(response));
}

/**
 * A page of the executions of a second; only of one server or stock if one is named.
 * @param {string} run @param {Record<string, string>} query as the API describes it
 * @returns {Promise<TapePage>}
 */
export async function readTape(run, query) {
  const response = await fetch(
    `/api/v1/runs/${run}/tape?${new URLSearchParams(query)}`,
  );
  if (!response.ok) throw new Error(await problem(response));
  return response.json();
}

/**
 * What can be armed, with every parameter's default and bounds. Asked for once.
 * @returns {Promise<GuardrailInfo[]>}
 */
export function guardrails() {
  listed ??= listGuardrails().catch((error) => {
    listed = null;
    throw error;
  });
  return listed;
}

/** @type {Promise<GuardrailInfo[]> | null} */
let listed = null;

async function listGuardrails() {
  const response = await fetch("/api/v1/guardrails");
  if (!response.ok) throw new Error(await problem(response));
  return response.json();
}

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
