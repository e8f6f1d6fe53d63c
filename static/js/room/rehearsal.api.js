// @ts-check
/** A rehearsal begins and ends over HTTP: its seats' keys are told once, to this page. */

import { cookie } from "../net/api.js";

/**
 * Three practice seats.
 * @param {string} code of the room @param {string} id that counts once
 * @returns {Promise<string[]>} their keys; rejects with the server's words
 */
export async function beginRehearsal(code, id) {
  const response = await posted(code, { do: "begin", command_id: id });
  const told = await response.json();
  if (!response.ok) throw new Error(told.error);
  return told.keys;
}

/** Also while the page goes away. @param {string} code @param {string} id */
export const endRehearsal = (code, id) => posted(code, { do: "end", command_id: id });

/** @param {string} code @param {Record<string, string>} fields */
const posted = (code, fields) =>
  fetch(`/rooms/${code}/rehearsal/`, {
    method: "POST",
    keepalive: true,
    headers: { "X-CSRFToken": cookie("csrftoken") },
    body: new URLSearchParams(fields),
  });
