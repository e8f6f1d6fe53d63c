// @ts-check
/**
 * What happened before somebody came late, short enough for fifteen seconds: made from what
 * this seat was sent, so that it tells nothing that the seat may not know.
 */

import { EXIT, headline, phase } from "../../core/headline.js";
import { actMarks, markers } from "../../core/events.js";
import { hms, money, serverNames } from "../../core/format.js";
import { _ } from "../../core/words.js";
import { runaways } from "../../core/servers.js";

/** @import {Session} from "../../core/session.js" */

/** Nobody is late before this second: 08:05:00. */
export const LATE = 300;
/** So many things that happened are told, the last ones. */
const MOST = 5;

/** @typedef {{ time: string, words: string }} Told */

/**
 * How things stand at a second, and what led there.
 * @param {Session} session @param {number} t
 * @returns {{ now: string[], told: Told[], left: number }} `left`: what there was besides
 */
export function lateSummary(session, t) {
  const all = happened(session, t);
  return {
    now: situation(session, t),
    told: all.slice(-MOST),
    left: Math.max(0, all.length - MOST),
  };
}

/** @param {Session} session @param {number} t */
function situation(session, t) {
  const { line } = session.store;
  const { frame } = session.showing(t);
  const cents = headline(line, frame).cents;
  const gone = runaways(line, frame);
  const emails = line.at("emails", frame);
  return [
    phase(line, frame, session.open),
    Number.isNaN(line.at("pnl_exit", frame)) ? "" : `${EXIT}: ${money(cents)}`,
    gone.length
      ? _("Ran away: {servers}", { servers: serverNames(gone, session.servers) })
      : "",
    emails > 0 ? _("E-mails of the system: {count}", { count: emails }) : "",
  ].filter(Boolean);
}

/** Events of the morning, acts of people, trips of guardrails. @param {Session} session @param {number} t */
function happened(session, t) {
  const { events, preset, log, symbols, store } = session;
  const passed = markers({ events, preset, line: store.line }, { t, told: t })
    .filter(({ label, absent }) => label && !absent)
    .map(({ tick, time, label }) => ({ tick, time, words: label }));
  const acts = actMarks({ log, preset, symbols }, session.trips(t), t)
    .filter(({ kind, off }) => kind !== "theirs" && !off)
    .map(({ tick, what, who }) => ({
      tick,
      time: hms(tick),
      words: _("{who}: {what}", { who, what }),
    }));
  return [...passed, ...acts]
    .sort((a, b) => a.tick - b.tick)
    .map(({ time, words }) => ({ time, words }));
}
