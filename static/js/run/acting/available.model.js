// @ts-check
/** What can be done here and now, and why something cannot: said, never hidden. */

import { FLAG_ON, KILLED, OLD_CODE, RESTARTING } from "../../core/servers.js";
import { _ } from "../../core/words.js";
import { codeKnown } from "../../core/servers.js";
import { inForce } from "../../core/acts.js";

/** @import {Act, ActRequest, PresetAct} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */

/**
 * One server as whoever acts on it finds it.
 * @typedef {object} Found
 * @property {boolean} killed
 * @property {boolean} restarting
 * @property {boolean} flag
 * @property {boolean | undefined} old undefined while nobody can know
 * @property {number} loops
 * @property {number} emails
 */

/**
 * The servers at a second: as the last frame left them, and as acts since then made them.
 * Undefined while nothing is computed.
 * @param {Session} session @param {number} t
 * @returns {Found[] | undefined}
 */
export function foundServers(session, t) {
  const { frame, none } = session.showing(t);
  if (none) return undefined;
  const since = inForce(session.log).filter(
    ({ tick }) => tick > frame && tick <= Math.floor(t),
  );
  return session.store.line.servers.map((_, i) => {
    const found = asFramed(session, i, frame);
    for (const act of since) if (act.servers.includes(i + 1)) change(found, act);
    return found;
  });
}

/** @param {Session} session @param {number} server counted from 0 @param {number} frame @returns {Found} */
function asFramed(session, server, frame) {
  const { line } = session.store;
  const state = line.serverAt(server, "state", Math.max(0, frame)) || 0;
  return {
    killed: Boolean(state & KILLED),
    restarting: Boolean(state & RESTARTING),
    flag: Boolean(state & FLAG_ON),
    old: codeKnown(session, server, frame) ? Boolean(state & OLD_CODE) : undefined,
    loops: line.serverAt(server, "loops", frame) || 0,
    emails: line.serverAt(server, "emails", frame) || 0,
  };
}

/** @param {Found} found @param {Act} act */
function change(found, { op, on }) {
  if (op === "kill" || op === "restore") found.killed = op === "kill";
  if (op === "flag") found.flag = Boolean(on);
}

/** Why somebody without the right cannot act. */
export const notAllowed = () =>
  _("Only the host, or somebody with the operate link, can act.");

/**
 * Why an act would change nothing, or undefined if it would.
 * @param {ActRequest} request
 * @param {Found[] | undefined} servers all of them
 * @param {{ log: Act[], preset: PresetAct[], t: number }} run
 * @returns {string | undefined}
 */
export function pointless(request, servers, run) {
  if (!servers) return undefined;
  if (request.op === "act-on-emails") return emailsActed(servers);
  if (request.op === "unwind" || request.op === "no-unwind") return told(request, run);
  const chosen = servers.filter((_, i) => meant(request.servers, i + 1));
  const found = REASONS[reasonKey(request)];
  return found && chosen.every(found.holds) ? found.words() : undefined;
}

/** @param {ActRequest["servers"]} servers @param {number} number */
const meant = (servers, number) =>
  servers === "all" || (servers ?? []).includes(number);

/** @param {ActRequest} request */
function reasonKey({ op, on, scope = "intake" }) {
  return op === "flag" ? `flag-${on ? "on" : scope}` : op;
}

/** @type {Record<string, { holds: (found: Found) => boolean, words: () => string }>} */
const REASONS = {
  kill: { holds: ({ killed }) => killed, words: () => _("Killed already") },
  restore: { holds: ({ killed }) => !killed, words: () => _("In rotation already") },
  "flag-on": { holds: ({ flag }) => flag, words: () => _("The flag is on already") },
  "flag-intake": {
    holds: ({ flag }) => !flag,
    words: () => _("The flag is off already"),
  },
  "flag-loop": {
    holds: ({ flag, loops }) => !flag && !loops,
    words: () => _("The flag is off already, and nothing is running"),
  },
  deploy: {
    holds: ({ old, restarting }) => old === false && !restarting,
    words: () => _("The new code runs there already"),
  },
  rollback: {
    holds: ({ old, loops, restarting }) => old === true && !loops && !restarting,
    words: () => _("The old code runs there already"),
  },
};

/** @param {Found[]} servers */
function emailsActed(servers) {
  const senders = servers.filter(({ emails }) => emails);
  if (!senders.length) return _("No e-mail has come yet");
  if (!senders.every(({ killed }) => killed)) return undefined;
  return _("Every server that has sent e-mails is killed already");
}

/** What the desk was told last. @param {ActRequest} request @param {{ log: Act[], preset: PresetAct[], t: number }} run */
function told({ op }, { log, preset, t }) {
  const theirs = preset.filter(({ cancelled }) => !cancelled);
  const last = [...theirs, ...inForce(log)]
    .filter((act) => (act.op === "unwind" || act.op === "no-unwind") && act.tick <= t)
    .sort((a, b) => a.tick - b.tick)
    .at(-1);
  if (last?.op !== op) return undefined;
  return op === "unwind"
    ? _("The desk has been told already")
    : _("The desk waits already");
}
