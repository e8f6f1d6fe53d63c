// @ts-check
/** The run that a seat sees, whichever that is just now: watched, never moved. */

import { Link } from "../../replay/link.page.js";
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

export class SeatLine {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.surroundings = surroundings;
    /** @type {string | null} */
    this.run = null;
    /** @type {Session | null} */
    this.session = null;
    /** @type {Link | null} */
    this.link = null;
  }

  /** Looks at this run from now on. @param {string | null} run its id */
  follow(run) {
    if (run === this.run && this.link?.socket.state !== "gone") return;
    this.stop();
    this.run = run;
    if (run) this.begin(run);
  }

  stop() {
    this.link?.stop();
    this.run = this.link = this.session = null;
  }

  /** @param {string} run @private */
  begin(run) {
    const { now, changed, seatKey } = this.surroundings;
    this.session = new Session(now);
    this.link = new Link(this.session, NOBODY, {
      run,
      key: null,
      seatKey,
      now,
      changed,
      refused: changed,
    });
    this.link.start();
  }
}
