// @ts-check
/**
 * The connection to a room: it opens, greets, comes back after a sleep, and keeps every command
 * until it is answered.
 */

import { SendQueue } from "../replay/send_queue.model.js";
import { RunSocket } from "../net/socket.js";
import { _ } from "../core/words.js";
import { newId, socketUrl } from "../net/protocol.js";

/** @import {RoomAck, ErrorMessage, RoomMessage} from "../types.js" */
/** @import {State} from "../core/connection.js" */

const TYPES = new Set([
  "room",
  "host",
  "teams",
  "me",
  "heartbeat",
  "ack",
  "error",
  "pong",
]);

/** What one says of oneself is meant however long the connection was away. */
const LASTING = new Set(["answer", "consent", "rename"]);
const old = () =>
  _(
    "There was no connection for a while. See whether this was done, and do it again if not.",
  );

/**
 * @typedef {object} Surroundings
 * @property {string} code
 * @property {string | null} [seatKey] of a seat that is not the session's
 * @property {boolean} [projector]
 * @property {(message: RoomMessage) => void} receive
 * @property {(state: State) => void} changed
 * @property {(on: boolean) => void} barred whether the server answers, but on no socket
 */

export class RoomConnection {
  queue = new SendQueue();
  /** @type {Map<string, { done: (ack: RoomAck) => void, refused: (error: ErrorMessage) => void }>} */
  waiting = new Map();

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.surroundings = surroundings;
    this.socket = new RunSocket({
      url: socketUrl(`rooms/${surroundings.code}`),
      hello: () => greeting(surroundings),
      resend: () => this.resumed(),
      receive: (/** @type {any} */ message) => this.receive(message),
      changed: (state) => {
        if (state === "live" && !inFront()) this.stir(); // it came back asleep
        surroundings.changed(state);
      },
      barred: surroundings.barred,
      broken: (error) => console.error(error),
      read: async (data) => decode(data),
      first: "room",
    });
  }

  start() {
    this.socket.start();
    const stir = () => this.stir();
    document.addEventListener("visibilitychange", stir);
    addEventListener("pageshow", stir);
    addEventListener("online", () => this.socket.wake());
  }

  /** The page came to the front, or left it. @private */
  stir() {
    const on = inFront();
    if (on) this.socket.wake();
    this.socket.send(/** @type {any} */ ({ type: "awake", on }));
  }

  /**
   * Does something in the room; it is sent again until it is answered, and counts once.
   * @param {string} what @param {Record<string, unknown>} [given]
   * @returns {Promise<RoomAck>} rejects with the server's words where it refuses
   */
  do(what, given = {}) {
    const message = {
      type: "do",
      command_id: newId(),
      what,
      ...given,
    };
    this.queue.add(/** @type {any} */ (message), seconds());
    this.socket.send(/** @type {any} */ (message));
    return new Promise((done, reject) => {
      const refused = (/** @type {ErrorMessage} */ error) =>
        reject(new Error(error.message));
      this.waiting.set(message.command_id, { done, refused });
    });
  }

  /** There is a connection again: what is sent now; who asked for what is old hears of it. @private */
  resumed() {
    const { queue } = this;
    queue.resumed(seconds());
    for (const id of [...queue.held]) {
      if (LASTING.has(String(queue.waiting.get(id)?.["what"])))
        queue.release(id, seconds());
      else
        this.answered({ type: "error", code: "stale", message: old(), command_id: id });
    }
    return queue.pending();
  }

  /** @param {RoomMessage} message @private */
  receive(message) {
    if (message.type === "ack" || message.type === "error") this.answered(message);
    this.surroundings.receive(message);
  }

  /** @param {RoomAck | ErrorMessage} answer @private */
  answered(answer) {
    const id = answer.command_id ?? "";
    this.queue.settle(id);
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (answer.type === "ack") waiting?.done(answer);
    else waiting?.refused(answer);
  }
}

const seconds = () => (performance.timeOrigin + performance.now()) / 1000;

const inFront = () => document.visibilityState === "visible";

/** @param {string | ArrayBuffer} data @returns {RoomMessage | null} null: from the future */
export function decode(data) {
  const message = JSON.parse(String(data));
  return TYPES.has(message.type) ? message : null;
}

/** @param {Surroundings} surroundings @returns {any} */
function greeting({ seatKey, projector = false }) {
  return { type: "hello", projector, ...(seatKey ? { seat_key: seatKey } : {}) };
}
