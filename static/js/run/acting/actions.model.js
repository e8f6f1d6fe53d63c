// @ts-check
/** The acts that are offered: what they are called, and what they do in one line. */

import { _ } from "../../core/words.js";

/** @import {ActRequest} from "../../types.js" */

/**
 * @typedef {object} OfferedAct
 * @property {string} words
 * @property {string} title
 * @property {ActRequest} request without its servers
 */

/**
 * How far a flag reaches: new orders alone, or those that run as well.
 * @param {boolean} told whether anybody can know of loops
 */
export const flagOff = (told) => [
  {
    words: _("Flag off: new orders only"),
    title: _("New flagged orders go the ordinary way; what runs goes on"),
    request: { op: "flag", on: false, scope: /** @type {const} */ ("intake") },
  },
  {
    words: told ? _("Flag off: running loops too") : _("Flag off: running orders too"),
    title: _("New flagged orders go the ordinary way, and what runs for them ends"),
    request: { op: "flag", on: false, scope: /** @type {const} */ ("loop") },
  },
];

export const flagOn = () => ({
  words: _("Flag on"),
  title: _("The flag of the new orders, on"),
  request: { op: "flag", on: true },
});

export const kill = () => ({
  words: _("Kill"),
  title: _("Out of rotation; what runs on it ends"),
  request: { op: "kill" },
});

export const restore = () => ({
  words: _("Restore"),
  title: _("Takes orders again; what was ended stays ended"),
  request: { op: "restore" },
});

export const deploy = () => ({
  words: _("Deploy new code"),
  title: _("Restarts with the new code, a minute each"),
  request: { op: "deploy" },
});

export const rollback = () => ({
  words: _("Roll back"),
  title: _("Restarts with the code of before, thirty seconds each"),
  request: { op: "rollback" },
});

/** One server after the other, or all of them in the same second. */
export const rollbackPaces = () => [
  {
    words: _("Roll back one after the other"),
    title: _("Thirty seconds between two servers"),
    request: { op: "rollback", mode: /** @type {const} */ ("rolling") },
  },
  {
    words: _("Roll back all at once"),
    title: _("All of them restart in the same second"),
    request: { op: "rollback", mode: /** @type {const} */ ("at-once") },
  },
];

export const actOnEmails = () => ({
  words: _("Act on e-mails"),
  title: _("Kills every server that has sent e-mails"),
  request: { op: "act-on-emails" },
});

export const unwind = () => ({
  words: _("Start unwind"),
  title: _("The desk starts to get out at once"),
  request: { op: "unwind" },
});

export const holdUnwind = () => ({
  words: _("Hold unwind"),
  title: _("The desk waits"),
  request: { op: "no-unwind" },
});
