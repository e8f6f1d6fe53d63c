// @ts-check
/**
 * Where an alert should have fired. The rules are ours; Knight had none like them.
 *
 * Each is told at its first tick: a rate that goes on is one alert.
 */

import { KILLED, RESTARTING, sum } from "../../../core/servers.js";

/** @import {Line} from "../../../core/line.js" */

/** A server sends more than so many times the median of its peers over a minute. */
export const TIMES = 10;
/** And not fewer than so many child orders in that minute: ten times nothing is nothing. */
export const LEAST = 300;
/** With fewer peers in rotation there is nothing to compare with. */
const LEAST_PEERS = 3;
const WINDOW = 60;

/**
 * @typedef {object} RateAlert
 * @property {number} frame
 * @property {number} server counted from 0
 * @property {number} sent child orders in the sixty seconds up to the frame
 * @property {number} peers the median of the other servers in rotation
 */

/**
 * The rate alerts of some frames, both included.
 * @param {Line} line @param {number} from @param {number} to @returns {RateAlert[]}
 */
export function rateAlerts(line, from, to) {
  const found = [];
  let before = over(line, rates(line, from - 1), from - 1);
  const sent = rates(line, from - 1);
  for (let frame = from; frame <= to; frame++) {
    moveWindow(line, sent, frame);
    const now = over(line, sent, frame);
    for (const { server, ...own } of now) {
      if (!before.some((one) => one.server === server))
        found.push({ frame, server, ...own });
    }
    before = now;
  }
  return found;
}

/** @param {Line} line @param {number} frame child orders of each server in the window up to it */
const rates = (line, frame) =>
  line.servers.map(({ sent }) => sum(sent, frame - WINDOW + 1, frame));

/** The window moves on by one frame. @param {Line} line @param {number[]} sent @param {number} frame */
function moveWindow(line, sent, frame) {
  line.servers.forEach((own, i) => {
    const gone = own.sent[frame - WINDOW] || 0;
    sent[i] = (sent[i] ?? 0) + (own.sent[frame] || 0) - gone;
  });
}

/**
 * The servers over the threshold at a frame.
 * @param {Line} line @param {number[]} sent @param {number} frame
 */
function over(line, sent, frame) {
  if (!sent.some((own) => own >= LEAST)) return [];
  return sent.flatMap((own, server) => {
    if (own < LEAST) return [];
    const others = sent.filter((_, i) => i !== server && rotating(line, i, frame));
    if (others.length < LEAST_PEERS) return [];
    const peers = median(others);
    return own > TIMES * peers ? [{ server, sent: own, peers }] : [];
  });
}

/** @param {Line} line @param {number} server @param {number} frame */
const rotating = (line, server, frame) =>
  !(line.serverAt(server, "state", frame) & (KILLED | RESTARTING));

/** @param {number[]} values at least one */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const high = sorted[half] ?? 0;
  return sorted.length % 2 ? high : ((sorted[half - 1] ?? 0) + high) / 2;
}

/**
 * The frame at which a column first exceeds a limit, among some frames; it must not have
 * exceeded it before.
 * @param {Line} line @param {"gross"} column @param {number} limit
 * @param {number} from @param {number} to @returns {number | undefined}
 */
export function firstOver(line, column, limit, from, to) {
  for (let frame = from; frame <= to; frame++) {
    if (line.at(column, frame) > limit) {
      return line.columns[column].subarray(0, frame).some((v) => v > limit)
        ? undefined
        : frame;
    }
  }
  return undefined;
}
