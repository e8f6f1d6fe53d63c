// @ts-check
/** Notes over HTTP: read page by page, written one at a time. */

import { cookie, problem } from "../../net/api.js";

/** @import {Note, NotesPage, Wording} from "../../types.js" */

/**
 * What is sent of a new note; `command_id` makes it count once.
 * @typedef {object} NewNote
 * @property {string} command_id
 * @property {string} text
 * @property {string} author
 * @property {number} [at]
 * @property {number | null} [last]
 * @property {string} [panel]
 * @property {string} [answers]
 */

/** @typedef {(path: string, method?: string, body?: object) => Promise<any>} Ask */

/** @param {string} run @param {string | null} key that the page has been given */
export function notesOf(run, key) {
  const ask = asker(`/api/v1/runs/${run}/notes`, key);
  return {
    /** All that changed after a number. @param {number} after */
    since: (after) => allAfter(ask, after),
    /** @param {NewNote} note @returns {Promise<Note>} */
    write: (note) => ask("", "POST", note),
    /** @param {Note} note @param {string} text @returns {Promise<Note>} */
    edit: ({ id }, text) => ask(`/${id}`, "PATCH", { text }),
    /** @param {Note} note @param {boolean} resolved @param {string} author @returns {Promise<Note>} */
    resolve: ({ id }, resolved, author) => ask(`/${id}`, "PATCH", { resolved, author }),
    /** @param {Note} note @returns {Promise<Note>} */
    remove: ({ id }) => ask(`/${id}`, "DELETE"),
    /** @param {Note} note @returns {Promise<Note>} */
    restore: ({ id }) => ask(`/${id}/restore`, "POST"),
    /** @param {Note} note @returns {Promise<Wording[]>} */
    wordings: ({ id }) => ask(`/${id}/wordings`),
  };
}

/** @param {Ask} ask @param {number} after @returns {Promise<NotesPage>} */
async function allAfter(ask, after) {
  /** @type {NotesPage} */
  const page = await ask(`?after=${after}`);
  while (page.next !== null) {
    const more = await ask(`?after=${page.next}`);
    page.notes.push(...more.notes);
    page.next = more.next;
  }
  return page;
}

/** @param {string} base @param {string | null} key @returns {Ask} */
function asker(base, key) {
  const shown = key ? { Authorization: `Bearer ${key}` } : {};
  return async (path, method = "GET", body) => {
    const written = {
      "Content-Type": "application/json",
      "X-CSRFToken": cookie("csrftoken"),
    };
    const response = await fetch(base + path, {
      method,
      headers: { ...shown, ...(method === "GET" ? {} : written) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(await problem(response));
    return response.json();
  };
}
