// @ts-check
/** The messages of docs/protocol.md: built on the way out, checked on the way in. */

/** @import {ActRequest, ClientMessage, ClockCommand, Range, ServerMessage} from "../types.js" */

const ROLES = ["host", "operate", "fork", "comment", "watch", "seat", "stranger"];

export class ProtocolError extends Error {}

/** The id of a command: random enough for one, and there without https. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

/**
 * @typedef {object} Greeting
 * @property {Range[]} have
 * @property {string | null} [key]
 * @property {string | null} [seatKey] of one seat
 * @property {boolean} [projector] a host's screen for all
 * @property {number | null} [at] the second on the screen, where it is not the run's
 */

/** @param {Greeting} greeting @returns {ClientMessage} */
export const hello = ({ have, key, seatKey, projector, at = null }) => ({
  type: "hello",
  ...(key && { host_key: key }),
  ...(seatKey && { seat_key: seatKey }),
  ...(projector && { projector }),
  ...(at !== null && { at: Math.floor(at) }),
  bundled: true,
  have,
});

/** @param {string} id @param {ClockCommand} command @returns {ClientMessage} */
export const clock = (id, command) => ({ type: "clock", command_id: id, ...command });

/**
 * @param {string} id @param {number} seen the tick on the screen
 * @param {ActRequest} request @returns {ClientMessage}
 */
export const intervene = (id, seen, request) => ({
  type: "intervene",
  command_id: id,
  seen,
  ...request,
});

/**
 * @param {string} id @param {number} seq @param {string} text @returns {ClientMessage}
 */
export const reason = (id, seq, text) => ({
  type: "reason",
  command_id: id,
  seq,
  text,
});

/** What the outline is of: the rest of the day. @returns {ClientMessage} */
export const fill = () => ({ type: "fill" });

/** @param {number} sent @returns {ClientMessage} */
export const ping = (sent) => ({ type: "ping", sent });

/** Where the connection to a run or a room begins. @param {string} path */
export function socketUrl(path) {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}/ws/${path}/`;
}

/** @typedef {(value: unknown) => boolean} Check */

/** @type {Check} */ const number = (v) => typeof v === "number" && Number.isFinite(v);
/** @type {Check} */ const whole = (v) => Number.isInteger(v);
/** @type {Check} */ const string = (v) => typeof v === "string";
/** @type {Check} */ const boolean = (v) => typeof v === "boolean";
/** @param {Check} check @returns {Check} */
const maybe = (check) => (v) => v === undefined || check(v);
/** @param {Check} check @returns {Check} */
const orNull = (check) => (v) => v === null || check(v);
/** @param {Check} check @returns {Check} */
const list = (check) => (v) => Array.isArray(v) && v.every(check);
/** @param {string[]} values @returns {Check} */
const oneOf = (values) => (v) => typeof v === "string" && values.includes(v);

/** @param {Record<string, Check>} fields @returns {Check} */
const object = (fields) => (v) => isObject(v) && !firstWrong(v, fields);

/** @param {Check} check @returns {Check} */
const each = (check) => (v) => isObject(v) && Object.values(v).every(check);

/** @param {unknown} v @returns {v is Record<string, unknown>} */
const isObject = (v) => typeof v === "object" && v !== null && !Array.isArray(v);

/** @param {Record<string, unknown>} value @param {Record<string, Check>} fields */
const firstWrong = (value, fields) =>
  Object.keys(fields).find((name) => !fields[name]?.(value[name]));

const state = { epoch: whole, seq: whole };
const status = oneOf(["computing", "complete", "failed", "refused"]);
const clockState = object({
  wall: number,
  sim: number,
  speed: number,
  paused: boolean,
  stop_at: orNull(number),
  held_at: maybe(orNull(number)),
  stop_at_events: boolean,
  paced: maybe(boolean),
  furthest: number,
  loop: orNull((v) => pair(v)),
});
const act = {
  tick: whole,
  time: string,
  op: string,
  servers: list(whole),
  what: string,
};
const entry = object({
  ...act,
  seq: whole,
  epoch: whole,
  by: string,
  wall: number,
  reason: string,
  struck: boolean,
});
const preset = list(object({ ...act, approximate: boolean, cancelled: boolean }));
const run = object({
  id: string,
  scenario: string,
  title: string,
  seed: orNull(whole),
  engine_version: string,
});
const event = object({
  tick: whole,
  label: string,
  kind: string,
  source: string,
  contested: boolean,
  until: maybe(orNull(whole)),
});
/** @type {Check} */
const pair = (v) => list(whole)(v) && /** @type {number[]} */ (v).length === 2;

/** @type {Record<string, Record<string, Check>>} */
const FIELDS = {
  snapshot: {
    ...state,
    run,
    role: oneOf(ROLES),
    may: list(string),
    epochs: list(pair),
    clock: clockState,
    server_time: number,
    status,
    log: list(entry),
    preset,
    events: list(event),
    notes: maybe(pair),
    symbols: list(object({ id: string, price: number, volume: number })),
    servers: whole,
    minutes: whole,
    open: whole,
    alone: maybe(boolean),
    hides: maybe(list(string)),
    late: maybe(whole),
  },
  epoch: { ...state, cut: whole, time: string },
  clock: { ...state, clock: clockState, server_time: number },
  intervention: { ...state, entry, preset },
  heartbeat: {
    ...state,
    clock: clockState,
    server_time: number,
    digest: string,
    until: maybe(orNull(number)),
    status,
    notes: maybe(pair),
  },
  note: { number: whole, note: object({ id: string, number: whole, at: whole }) },
  presence: { watching: whole, roles: object({}) },
  role: { role: oneOf(ROLES), may: list(string) },
  told: { events: list(event), preset },
  behind: {},
  afresh: {},
  outline: {
    parts: list(object({ epoch: whole, first: whole, columns: each(list(number)) })),
  },
  filled: {},
  ack: {
    ...state,
    command_id: string,
    duplicate: boolean,
    tick: maybe(whole),
    time: maybe(string),
    took: maybe(string),
  },
  error: { code: string, message: string, command_id: maybe(string) },
  pong: { sent: number, server_time: number },
};

/**
 * One text message of the server, checked. An unknown type is left alone: a newer
 * server may say more than we know.
 * @param {string} text @returns {ServerMessage | null}
 */
export function decode(text) {
  const message = parse(text);
  if (!isObject(message) || typeof message.type !== "string") {
    throw new ProtocolError("message: not an object with a type");
  }
  const fields = FIELDS[message.type];
  if (!fields) return null;
  const wrong = firstWrong(message, fields);
  if (wrong) throw new ProtocolError(`${message.type}: bad value for ${wrong}`);
  return /** @type {ServerMessage} */ (/** @type {unknown} */ (message));
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError("message: not JSON");
  }
}
