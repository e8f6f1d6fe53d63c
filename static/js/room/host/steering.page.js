// @ts-check
/** The run that a room looks at, from a page without its charts: its clock and its moves. */

import { Connection } from "../../replay/connection.page.js";
import { Operator } from "../../replay/operator.page.js";
import { Session } from "../../core/session.js";
import { clamp, END } from "../../core/timescale.js";
import { newId } from "../../net/protocol.js";
import { toast } from "../../kit/toasts.js";
import { unsentList } from "../../replay/unsent.page.js";

/** @import {Moves} from "./run_panel.js" */

const now = () => (performance.timeOrigin + performance.now()) / 1000;

export class Steering {
  /** @type {string | null} */
  run = null;
  session = new Session(now);
  /** @type {Operator | null} */
  operator = null;
  /** @type {Connection | null} */
  connection = null;
  /** @type {Moves} for the buttons of a page */
  moves = {
    toggle: () => this.operator?.toggle(),
    seek: (t) => this.seek(t),
    step: (by) => this.seek(Math.floor(this.time) + by),
    pace: (speed) => this.operator?.clock({ action: "speed", speed }),
  };

  /** Follows the room to its run, another one perhaps. @param {string | null} run */
  follow(run) {
    if (run === this.run) return;
    this.connection?.stop();
    this.run = run;
    this.session = new Session(now);
    this.operator = this.connection = null;
    if (run !== null) this.connect(run);
  }

  /** @param {string} run @private */
  connect(run) {
    const { session } = this;
    const operator = new Operator(session, {
      newId,
      send: (message) => connection.socket.send(message),
      tell: (words) => toast(words),
      now,
      redraw: () => undefined,
      later: (ms, call) => void setTimeout(call, ms),
    });
    const nothing = () => undefined;
    const connection = new Connection(session, operator, {
      run,
      now,
      key: null,
      changed: nothing,
      refused: nothing,
    });
    Object.assign(this, { operator, connection });
    unsentList(operator, connection);
    connection.start();
  }

  get ready() {
    return this.session.ready;
  }

  /** The run's second now. */
  get time() {
    return this.session.view.time();
  }

  /** @param {number} t */
  seek(t) {
    this.operator?.seek(clamp(t, 0, END));
  }
}
