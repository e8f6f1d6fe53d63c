// @ts-check
/** The socket to the server: it connects, greets, resumes, and tells when it is silent. */

import { SILENCE, SILENCE_FILLING, next, wait } from "../core/connection.js";
import { decode } from "./protocol.js";
import { decodeBinary } from "./segment.js";
import { takeEarly } from "./early.js";

/** @import {ClientMessage, ServerMessage} from "../types.js" */
/** @import {Early} from "./early.js" */
/** @import {Event, State} from "../core/connection.js" */

/** So many tries without a word of the server's are no accident. */
const SUSPICIOUS = 3;
/** Close codes from here on are the server's own. */
const OWN_CODES = 4000;
/** Close codes after which trying again is of no use. */
const REFUSALS = [4403, 4404];

/**
 * @typedef {object} Wiring
 * @property {string} url
 * @property {() => ClientMessage} hello what to say first
 * @property {() => ClientMessage[]} resend what has not been answered
 * @property {(message: ServerMessage) => void} receive
 * @property {(state: State) => void} changed
 * @property {(error: unknown) => void} broken a message that could not be read
 * @property {(data: string | ArrayBuffer) => Promise<any>} [read] of another protocol
 * @property {string} [first] the message that says that all is there
 * @property {(on: boolean) => void} [barred] whether the server answers, but on no socket
 * @property {() => Promise<boolean>} [answers] whether it does, over HTTP
 * @property {typeof WebSocket} [Socket]
 * @property {() => number} [random]
 */

export class RunSocket {
  /** @param {Wiring} wiring */
  constructor(wiring) {
    this.wiring = wiring;
    /** @type {State} */
    this.state = "idle";
    this.attempt = 0;
    /** Tries since the server last said anything. */
    this.mute = 0;
    this.barred = false;
    /** @type {WebSocket | null} */
    this.socket = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** Whether the greeting was said before we came. */
    this.greeted = false;
    /** Whether a day is on its way. */
    this.filling = false;
    /** Messages are applied in the order they came, also when inflating takes time. */
    this.queue = Promise.resolve();
  }

  start() {
    this.on("start");
  }

  /** The page came back or the network did: try at once. */
  wake() {
    this.on("wake");
  }

  /** For good. What is on its way is let arrive first: else browsers complain. */
  stop() {
    clearTimeout(this.timer);
    this.heard();
    this.state = "gone";
    const { socket } = this;
    if (socket?.readyState !== 0) return this.drop();
    socket.onclose = socket.onmessage = null;
    socket.onopen = () => socket.close();
    this.socket = null;
  }

  /** @param {ClientMessage} message @returns {boolean} whether it left */
  send(message) {
    if (this.state !== "live" || this.socket?.readyState !== 1) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Asks to be brought up to date. */
  greet() {
    this.send(this.wiring.hello());
  }

  /** @param {Event} event @private */
  on(event) {
    const before = this.state;
    this.state = next(before, event);
    if (this.state === before) return;
    clearTimeout(this.timer);
    this.enter();
    this.wiring.changed(this.state);
  }

  /** What each state does when it is entered. @private */
  enter() {
    switch (this.state) {
      case "connecting":
        this.connect();
        break;
      case "greeting":
        if (!this.greeted) this.socket?.send(JSON.stringify(this.wiring.hello()));
        this.greeted = false;
        this.listen();
        break;
      case "live":
        this.attempt = 0;
        this.listen();
        for (const message of this.wiring.resend()) this.send(message);
        break;
      case "waiting":
        this.drop();
        this.later(wait(this.attempt++, this.wiring.random ?? Math.random), "retry");
        if (this.mute >= SUSPICIOUS) void this.suspect();
        break;
    }
  }

  /** Whether only sockets get no answer: then something on the way does not let them pass. @private */
  async suspect() {
    const answered = await (this.wiring.answers ?? answers)();
    if (this.mute >= SUSPICIOUS) this.tell(answered);
  }

  /** The server spoke. @private */
  heard() {
    this.mute = 0;
    this.tell(false);
  }

  /** @param {boolean} barred @private */
  tell(barred) {
    if (barred === this.barred) return;
    this.barred = barred;
    this.wiring.barred?.(barred);
  }

  /** @private */
  connect() {
    const { url, hello, Socket = WebSocket } = this.wiring;
    const early = takeEarly(url, JSON.stringify(hello()));
    const socket = early?.socket ?? new Socket(url);
    socket.binaryType = "arraybuffer";
    this.mute++;
    socket.onopen = () => this.on("open");
    socket.onclose = ({ code }) => {
      if (code >= OWN_CODES) this.heard();
      this.on(REFUSALS.includes(code) ? "refused" : "closed");
    };
    socket.onmessage = ({ data }) => this.take(socket, data);
    this.socket = socket;
    this.filling = false;
    this.later(2 * SILENCE, "silent");
    if (socket.readyState === 1) queueMicrotask(() => this.resume(socket, early));
  }

  /**
   * Goes on with a socket that is open already, from what it said and heard.
   * @param {WebSocket} socket @param {Early | null} early @private
   */
  resume(socket, early) {
    this.greeted = Boolean(early?.said);
    this.on("open");
    for (const data of early?.heard ?? []) this.take(socket, data);
  }

  /** Silence is measured from the last message. @private */
  listen() {
    this.later(this.filling ? SILENCE_FILLING : SILENCE, "silent");
  }

  /** A snapshot announces a day, and a word says that it is there. @param {string} type @private */
  fill(type) {
    if (type !== "snapshot" && type !== "filled") return;
    this.filling = type === "snapshot";
    this.listen();
  }

  /** @param {number} ms @param {Event} event @private */
  later(ms, event) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.on(event), ms);
  }

  /** @private */
  drop() {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
  }

  /** @param {WebSocket} socket @param {string | ArrayBuffer} data @private */
  take(socket, data) {
    this.heard();
    if (this.state === "live" || this.state === "greeting") this.listen();
    const message = (this.wiring.read ?? read)(data);
    message.catch(() => undefined);
    this.queue = this.queue
      .then(() => message)
      .then((decoded) => this.deliver(socket, decoded))
      .catch((error) => this.wiring.broken(error));
  }

  /** @param {WebSocket} socket @param {ServerMessage | null} message @private */
  deliver(socket, message) {
    if (!message || socket !== this.socket) return;
    this.wiring.receive(message);
    this.fill(message.type);
    if (message.type === (this.wiring.first ?? "snapshot")) this.on("snapshot");
  }
}

const answers = () =>
  fetch("/healthz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );

/** @param {string | ArrayBuffer} data @returns {Promise<ServerMessage | null>} */
async function read(data) {
  return typeof data === "string" ? decode(data) : decodeBinary(data);
}
