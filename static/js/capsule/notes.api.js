// @ts-check
/** Stands in for run/notes/notes.api.js in a capsule: the notes that are in the file, to be read. */

import { partOf } from "./capsule.api.js";
import { refused } from "./no_server.api.js";

/** @import {Note, NotesPage} from "../types.js" */

export function notesOf() {
  /** @type {Note[]} */
  const notes = partOf("notes")?.notes ?? [];
  const newest = Math.max(0, ...notes.map(({ number }) => number));
  /** @type {NotesPage} */
  const page = {
    notes,
    next: null,
    newest,
    total: notes.length,
    me: [],
    may_write: false,
  };
  return {
    since: async () => structuredClone(page),
    write: refused,
    edit: refused,
    resolve: refused,
    remove: refused,
    restore: refused,
    wordings: refused,
  };
}
