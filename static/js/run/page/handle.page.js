// @ts-check
/** `knightreplay`: what the page holds and shows, for tests and the curious. Read only. */

import { headline } from "../../core/headline.js";
import { COLUMNS } from "../../core/line.js";
import { frameAt } from "../../core/timescale.js";
import { ordersPerMinute, serverWords } from "../../core/servers.js";

/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Column} from "../../core/line.js" */
/** @import {Connection} from "../../replay/connection.page.js" */
/** @import {Operator} from "../../replay/operator.page.js" */

/** @param {Session} session @param {Scheduler} scheduler @param {Connection} connection @param {Operator} operator */
export function exposeHandle(session, scheduler, connection, operator) {
  globalThis.knightreplay = Object.freeze({
    store: Object.freeze(storeHandle(session)),
    clock: Object.freeze({
      time: () => session.view.time(),
      runTime: () => session.view.runTime(),
      state: () => structuredClone(session.view.clock),
      detached: () => session.view.detached,
      playing: () => session.view.playing(),
      offset: () => session.offset.value(),
    }),
    stats: () => structuredClone(scheduler.stats),
    settled: () => scheduler.settled(),
    state: () => state(session, connection, operator),
  });
}

/** @param {Session} session */
function storeHandle(session) {
  return {
    have: () => session.store.have(),
    digest: () => session.store.digest(),
    epochOf: (/** @type {number} */ minute) => session.store.epochOf(minute),
    known: () => Array.from(session.store.line.known),
    complete: () => session.store.complete(),
    at: (/** @type {Column} */ name, /** @type {number} */ frame) =>
      session.store.line.at(name, frame),
    column: (/** @type {Column} */ name) =>
      Array.from(session.store.line.columns[name]),
    sent: (/** @type {number} */ server) =>
      Array.from(session.store.line.servers[server - 1]?.sent ?? []),
    stocks: (/** @type {number} */ frame) =>
      structuredClone(session.store.stocks(frame)),
    ghost: (/** @type {number} */ frame) => session.store.ghost.at("pnl_exit", frame),
  };
}

/** @param {Session} session @param {Connection} connection @param {Operator} operator */
function state(session, connection, operator) {
  const t = session.view.time();
  const { line } = session.store;
  const frame = line.lastKnown(frameAt(t));
  return {
    ready: session.ready,
    connection: connection.socket.state,
    connects: connection.connects,
    role: session.role,
    status: session.status,
    epoch: session.epoch,
    epochs: structuredClone(session.store.epochs),
    seq: session.seq,
    tick: Math.floor(t),
    frame,
    catchingUp: frame < frameAt(t),
    pending: operator.queue.pending().length,
    headline: headline(line, frame),
    columns: Object.fromEntries(COLUMNS.map((name) => [name, line.at(name, frame)])),
    servers: line.servers.map((_none, i) => ({
      ...serverWords(session, i, frame),
      perMinute: ordersPerMinute(line, i, frame),
      emails: line.serverAt(i, "emails", frame),
    })),
    log: structuredClone(session.log),
    preset: structuredClone(session.preset),
    trips: structuredClone(session.trips(t)),
  };
}
