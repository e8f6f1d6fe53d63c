// @ts-check
/** One run of a comparison: its own line to the server and all that comes over it. */

import { RunSocket } from "../net/socket.js";
import { Session } from "../core/session.js";
import { frameAt } from "../core/timescale.js";
import { hello, socketUrl } from "../net/protocol.js";

/** @import {ServerMessage} from "../types.js" */
/** @import {Change} from "../core/session.js" */

const BETWEEN_GREETINGS = 2;

export class Side {
  /**
   * @param {string} id of the run
   * @param {{ now: () => number, changed: (side: Side, change: Change) => void }} surroundings
   *   `now` in seconds
   */
  constructor(id, { now, changed }) {
    this.id = id;
    this.now = now;
    this.changed = changed;
    this.session = new Session(now);
    this.greeted = -Infinity;
    this.socket = new RunSocket({
      url: socketUrl(`runs/${id}`),
      hello: () => this.hello(),
      resend: () => [],
      receive: (message) => this.receive(message),
      changed: () => changed(this, "status"),
      broken: (error) => console.error(error),
    });
    this.socket.start();
  }

  get line() {
    return this.session.store.line;
  }

  /** The newest known frame at a time of the page's clock; −1 before the first. @param {number} t */
  frame(t) {
    return this.line.lastKnown(frameAt(t));
  }

  /** @private */
  hello() {
    this.greeted = this.now();
    return hello(this.session.ready ? this.session.store.have() : [], null);
  }

  /** @param {ServerMessage} message @private */
  receive(message) {
    this.changed(this, this.session.apply(message));
    if (message.type === "behind") this.socket.greet();
    if (message.type !== "heartbeat" || this.session.agrees(message)) return;
    if (this.now() - this.greeted >= BETWEEN_GREETINGS) this.socket.greet();
  }
}
