// @ts-check
/** Runs side by side, each with its own connection to the server. */

import { RunSocket } from "../net/socket.js";
import { Session } from "../core/session.js";
import { fill, hello, socketUrl } from "../net/protocol.js";
import { tellBarred } from "../kit/barred.js";

/** @import {ServerMessage} from "../types.js" */
/** @import {Change} from "../core/session.js" */

const BETWEEN_GREETINGS = 2;

/** One run, and all that comes over its connection. */
class Side {
  /**
   * @param {string} id of the run
   * @param {Pick<SideBySide, "now" | "changed" | "at">} together
   */
  constructor(id, { now, changed, at }) {
    this.id = id;
    this.now = now;
    this.changed = changed;
    this.at = at;
    this.session = new Session(now);
    this.greeted = -Infinity;
    this.socket = new RunSocket({
      url: socketUrl(`runs/${id}`),
      hello: () => this.hello(),
      resend: () => [],
      receive: (message) => this.receive(message),
      changed: (state) => {
        if (state === "waiting") this.session.view.hold();
        changed("status");
      },
      barred: (on) => tellBarred(this, on),
      broken: (error) => console.error(error),
    });
    this.socket.start();
  }

  get line() {
    return this.session.store.line;
  }

  /** The frame that stands under the page's clock; one that is missing has no values. @param {number} t */
  frame(t) {
    return this.line.showing(t).frame;
  }

  /** @private */
  hello() {
    this.greeted = this.now();
    const have = this.session.ready ? this.session.store.have() : [];
    return hello({ have, at: this.at() });
  }

  /** @param {ServerMessage} message @private */
  receive(message) {
    this.changed(this.session.apply(message));
    if (message.type === "outline") this.socket.send(fill());
    if (message.type === "behind" || message.type === "afresh") this.socket.greet();
    if (message.type !== "heartbeat" || this.session.agrees(message)) return;
    if (this.now() - this.greeted >= BETWEEN_GREETINGS) this.socket.greet();
  }
}

export class SideBySide {
  /** @type {Side[]} in their order */
  shown = [];
  /** Counts what else than frames changes what is drawn. */
  version = 0;

  /** @param {() => number} now in seconds @param {(change: Change) => void} changed */
  constructor(now, changed) {
    this.now = now;
    this.changed = changed;
  }

  /** The second on the screen, where no run's clock says it. @returns {number | null} */
  at = () => null;

  /** Those that stay keep their connection. @param {string[]} ids in their order @protected */
  show(ids) {
    const before = new Map(this.shown.map((side) => [side.id, side]));
    this.shown = ids.map((id) => before.get(id) ?? new Side(id, this));
    for (const side of before.values()) {
      if (!this.shown.includes(side)) side.socket.stop();
    }
    this.version++;
  }

  /** The run that the others are measured against. */
  get first() {
    return this.shown[0];
  }

  /** Whether charts may be drawn, for the first time or again: as one run's. @param {number} t @param {boolean} first */
  mayDraw(t, first) {
    const drawable = this.shown.map(({ session }) => session.mayDraw(t, first));
    return first ? drawable.includes(true) : drawable.every(Boolean);
  }

  /** Changes whenever something that is drawn does. */
  get key() {
    const held = this.shown.map(({ session }) => session.store.version);
    return `${this.version}:${held.join(",")}`;
  }
}
