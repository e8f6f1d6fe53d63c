// @ts-check
/** The run that a seat sees, whichever that is just now: watched, never moved. */

import { Connection } from "../../replay/connection.page.js";
import { SendQueue } from "../../replay/send_queue.model.js";
import { Session } from "../../core/session.js";

const NOBODY = {
  queue: new SendQueue(),
  acknowledged: () => undefined,
  refused: () => undefined,
};

/**
 * @typedef {object} Surroundings
 * @property {string | null} seatKey of a seat that is not the session's
 * @property {() => number} now in seconds
 * @property {() => void} changed
 */

export class SeatConnection {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.surroundings = surroundings;
    /** @type {string | null} */
    this.run = null;
    /** @type {Session | null} */
    this.session = null;
    /** @type {Connection | null} */
    this.connection = null;
  }

  /** Looks at this run from now on. @param {string | null} run its id */
  follow(run) {
    if (run === this.run && this.connection?.socket.state !== "gone") return;
    this.stop();
    this.run = run;
    if (run) this.begin(run);
  }

  stop() {
    this.connection?.stop();
    this.run = this.connection = this.session = null;
  }

  /** @param {string} run @private */
  begin(run) {
    const { now, changed, seatKey } = this.surroundings;
    this.session = new Session(now);
    this.connection = new Connection(this.session, NOBODY, {
      run,
      key: null,
      seatKey,
      now,
      changed,
      refused: changed,
    });
    this.connection.start();
  }
}
