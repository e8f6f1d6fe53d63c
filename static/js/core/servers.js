// @ts-check
/** The eight servers: their state in words and the orders they send. */

import { OPEN } from "./timescale.js";
import { _ } from "./words.js";
import { inForce } from "./acts.js";
import { tellsCode } from "./spoilers.js";

/** @import {Act, ServerWords} from "../types.js" */
/** @import {Line} from "./line.js" */
/** @import {View} from "./view.js" */

export const OLD_CODE = 1;
export const FLAG_ON = 2;
export const KILLED = 4;
export const RESTARTING = 8;
/** To a seat in fog, or of a blind drill, the code is not told. */
const CODE_UNKNOWN = 16;

/**
 * What a tile says.
 * @param {{ state: number, loops: number, known: boolean }} server `known`: its code
 * @returns {ServerWords}
 */
export function describe({ state, loops, known }) {
  if (Number.isNaN(state)) return said("ok", "", "–");
  const old = Boolean(state & OLD_CODE);
  const rotation = state & KILLED ? _("Out of rotation") : _("In rotation");
  const code = old ? _("Old code") : _("New code");
  const flag = state & FLAG_ON ? _("flag on") : _("flag off");
  const detail = both(known ? code : rotation, flag);
  if (state & KILLED) return said("killed", _("Killed"), detail);
  if (state & RESTARTING) return said("restarting", _("Restarting"), detail);
  if (loops > 0) return runaway(loops);
  if (old && known) return said("odd", _("Old code"), detail);
  const short = known ? both(old ? _("Old") : _("New"), flag) : capital(flag);
  return { ...said("ok", "", detail), short };
}

/** @param {string} first @param {string} second */
const both = (first, second) => _("{first}, {second}", { first, second });

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {ServerWords["kind"]} kind @param {string} badge @param {string} detail @returns {ServerWords} */
const said = (kind, badge, detail) => ({ kind, badge, detail, short: badge || detail });

/** @param {number} loops @returns {ServerWords} */
function runaway(loops) {
  const many = loops === 1 ? _("1 loop") : _("{count} loops", { count: loops });
  return {
    kind: "runaway",
    badge: _("Runaway"),
    detail: _("Power Peg: {loops} live", { loops: many }),
    short: _("Runaway, {loops}", { loops: many }),
  };
}

/**
 * What the words for a server are made of.
 * @typedef {object} Known
 * @property {{ line: Line }} store
 * @property {Act[]} log
 * @property {View} view
 */

/**
 * One server at a frame, in words. Before the first frame it stands as in the first.
 * @param {Known} session @param {number} server counted from 0 @param {number} frame
 */
export function serverWords(session, server, frame) {
  const { line } = session.store;
  return describe({
    state: line.serverAt(server, "state", Math.max(0, frame)),
    loops: line.serverAt(server, "loops", frame) || 0,
    known: codeKnown(session, server, frame),
  });
}

/**
 * Whether a server's code can be told: once its e-mails tell of it, the market is open or
 * somebody has put code there. Nobody knew before. With what is coming hidden an e-mail
 * is not enough: the tile would give away what the room is to find out.
 * @param {Known} session @param {number} server counted from 0 @param {number} frame
 */
export function codeKnown({ store, log, view }, server, frame) {
  const state = store.line.serverAt(server, "state", Math.max(0, frame));
  if (state & CODE_UNKNOWN) return false;
  const emails = store.line.serverAt(server, "emails", frame) || 0;
  const shows = (emails > 0 || frame + 1 >= OPEN) && tellsCode(view);
  return shows || codeChanged(log, server + 1, frame);
}

/** Whether somebody had put code on a server. @param {Act[]} log @param {number} number @param {number} frame */
const codeChanged = (log, number, frame) =>
  inForce(log).some(
    ({ op, tick, servers }) =>
      (op === "deploy" || op === "rollback") &&
      tick <= frame &&
      servers.includes(number),
  );

/**
 * Child orders that a server sent in the sixty seconds up to a frame.
 * @param {Line} line @param {number} server counted from 0 @param {number} frame
 */
export function ordersPerMinute(line, server, frame) {
  return sum(line.servers[server]?.sent, frame - 59, frame);
}

/**
 * Orders a second over the last five minutes, one value for each five seconds.
 * @param {Line} line @param {number} server counted from 0 @param {number} frame
 */
export function sparkline(line, server, frame) {
  const sent = line.servers[server]?.sent;
  const last = frame - ((frame + 1) % 5);
  return Array.from({ length: 60 }, (_, i) => {
    const end = last - (59 - i) * 5;
    return sum(sent, end - 4, end) / 5;
  });
}

/**
 * @param {Float64Array | undefined} values @param {number} from @param {number} to inclusive
 */
export function sum(values, from, to) {
  let total = 0;
  for (let i = Math.max(0, from); i <= to; i++) total += values?.[i] || 0;
  return total;
}

/**
 * The servers (1 to 8) that have run away at any time up to a frame.
 * @param {Line} line @param {number} frame
 */
export function runaways(line, frame) {
  const found = [];
  for (let server = 0; server < line.servers.length; server++) {
    const loops = line.servers[server]?.loops;
    if (loops?.subarray(OPEN, Math.max(OPEN, frame + 1)).some((n) => n > 0)) {
      found.push(server + 1);
    }
  }
  return found;
}
