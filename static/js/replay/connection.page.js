// @ts-check
/** The connection of a session to the server: greeting, heartbeat, pings, resuming. */

import { fill, hello, ping, socketUrl } from "../net/protocol.js";
import { RunSocket } from "../net/socket.js";
import { tellBarred } from "../kit/barred.js";

/** @import {Heartbeat, ServerMessage} from "../types.js" */
/** @import {Change, Session} from "../core/session.js" */
/** @import {Operator} from "./operator.page.js" */

/** @typedef {Pick<Operator, "queue" | "acknowledged" | "refused">} Commander */

const BETWEEN_PINGS = 5000;
const BETWEEN_GREETINGS = 2;

/**
 * @typedef {object} Surroundings
 * @property {string} run
 * @property {string | null} key
 * @property {string | null} [seatKey] of a seat in a room that is not the session's
 * @property {boolean} [projector] for all to look at: a host's screen without a secret
 * @property {number | null} [at] the second that the page is opened at, if not the run's
 * @property {() => number} now in seconds
 * @property {(change: Change) => void} changed
 * @property {Promise<unknown>} [first] until when the rest of the day is not asked for
 * @property {() => void} refused the server shows this page nothing any more
 */

export class Connection {
  /** @param {Session} session @param {Commander} operator @param {Surroundings} surroundings */
  constructor(session, operator, surroundings) {
    this.session = session;
    this.operator = operator;
    this.surroundings = surroundings;
    this.connects = 0;
    this.liveSince = 0;
    this.greeted = -Infinity;
    this.stopped = new AbortController();
    this.socket = new RunSocket({
      url: socketUrl(`runs/${surroundings.run}`),
      hello: () => this.hello(),
      resend: () => operator.queue.resumed(surroundings.now()),
      receive: (message) => this.receive(message),
      changed: (state) => this.entered(state),
      barred: (on) => tellBarred(this, on),
      broken: (error) => console.error(error),
    });
  }

  start() {
    this.socket.start();
    const { signal } = this.stopped;
    const pings = setInterval(() => this.measure(), BETWEEN_PINGS);
    signal.addEventListener("abort", () => clearInterval(pings));
    const wake = () => {
      if (document.visibilityState === "visible") this.socket.wake();
    };
    document.addEventListener("visibilitychange", wake, { signal });
    addEventListener("pageshow", wake, { signal });
    addEventListener("online", wake, { signal });
  }

  /** For good: another run is looked at from now on. */
  stop() {
    this.stopped.abort();
    this.socket.stop();
  }

  /** @private */
  hello() {
    this.greeted = this.surroundings.now();
    const { ready, store, view } = this.session;
    return hello({
      ...this.surroundings,
      have: ready ? store.have() : [],
      at: ready ? view.time() : (this.surroundings.at ?? null),
    });
  }

  /** @param {string} state @private */
  entered(state) {
    if (state === "gone" && this.session.ready) this.surroundings.refused();
    if (state === "waiting") this.session.view.hold();
    if (state !== "live") return;
    this.connects++;
    this.liveSince = this.surroundings.now();
    for (let i = 0; i < 3; i++) this.measure();
  }

  /** @private */
  measure() {
    this.socket.send(ping(this.surroundings.now()));
  }

  /** The first chart is drawn from the outline; the rest of the day comes after it. @private */
  async askForTheRest() {
    await this.surroundings.first;
    this.socket.send(fill());
  }

  /** @param {ServerMessage} message @private */
  receive(message) {
    if (message.type === "ack") this.operator.acknowledged(message);
    if (message.type === "error") this.operator.refused(message);
    const pending = this.operator.queue.has("clock");
    this.surroundings.changed(this.session.apply(message, pending));
    if (message.type === "heartbeat") this.compare(message);
    if (message.type === "outline") void this.askForTheRest();
    if (message.type === "behind") this.catchUp();
    if (message.type === "afresh") this.socket.greet();
  }

  /**
   * What we hold differs from what we should: ask again, but not all the time.
   * @param {Heartbeat} heartbeat @private
   */
  compare(heartbeat) {
    if (this.session.agrees(heartbeat)) return;
    if (this.surroundings.now() - this.greeted >= BETWEEN_GREETINGS)
      this.socket.greet();
  }

  /** Messages to us were dropped, answers to our commands perhaps among them. @private */
  catchUp() {
    this.socket.greet();
    const { now } = this.surroundings;
    for (const message of this.operator.queue.resumed(now())) this.socket.send(message);
  }
}
