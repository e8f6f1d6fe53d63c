// @ts-check
/** What a viewer sees of the morning, second by second, in typed columns. */

import { frameAt } from "./timescale.js";

/** @import {Segment} from "../types.js" */

export const COLUMNS = /** @type {const} */ ([
  "executions",
  "child_orders",
  "shares",
  "loops",
  "emails",
  "gross",
  "long",
  "short",
  "pnl_own",
  "pnl_fair",
  "pnl_exit",
  "cash",
  "names_long",
  "names_short",
  "held",
  "desk",
]);
/** @typedef {typeof COLUMNS[number]} Column */

export const SERVER_COLUMNS = /** @type {const} */ ([
  "sent",
  "loops",
  "emails",
  "state",
]);
/** @typedef {typeof SERVER_COLUMNS[number]} ServerColumn */

export class Line {
  /**
   * @param {number} minutes @param {number} servers
   * @param {readonly Column[]} columns which columns this line keeps
   */
  constructor(minutes, servers, columns = COLUMNS) {
    this.minutes = minutes;
    /** How many frames of each minute are known, from its start. */
    this.known = new Uint8Array(minutes);
    /** Of which minutes nothing but the end is known, from the outline of the day. */
    this.outlined = new Uint8Array(minutes);
    const size = minutes * 60;
    this.columns = /** @type {Record<Column, Float64Array>} */ (
      Object.fromEntries(columns.map((name) => [name, blank(size)]))
    );
    this.servers = Array.from({ length: servers }, () => ({
      sent: blank(size),
      loops: blank(size),
      emails: blank(size),
      state: blank(size),
    }));
  }

  /**
   * Shows the first `frames` frames of a minute and forgets the rest of it.
   * @param {number} minute @param {Segment | undefined} segment @param {number} frames
   */
  fill(minute, segment, frames) {
    const shown = segment ? frames : 0;
    this.known[minute] = shown;
    this.outlined[minute] = 0;
    const at = minute * 60;
    for (const [name, column] of Object.entries(this.columns)) {
      put(column, at, segment?.columns[name], shown);
    }
    this.servers.forEach((own, i) => {
      const theirs = segment?.servers[i];
      for (const name of SERVER_COLUMNS) put(own[name], at, theirs?.[name], shown);
    });
  }

  /**
   * Takes in how a minute ends, until the whole of it is here.
   * @param {number} minute @param {Partial<Record<Column, number>>} end
   */
  outline(minute, end) {
    if (this.known[minute]) return;
    this.outlined[minute] = 1;
    for (const [name, column] of Object.entries(this.columns)) {
      column[minute * 60 + 59] = end[/** @type {Column} */ (name)] ?? NaN;
    }
  }

  /** Another future: the outline was of the one before. @param {number} from minute */
  forgetOutline(from) {
    this.outlined.forEach((only, minute) => {
      if (only && minute >= from) this.fill(minute, undefined, 0);
    });
  }

  /**
   * Whether a part of the day is here as an outline only.
   * @param {number} from @param {number} to ticks
   */
  isOutline(from, to) {
    return this.outlined
      .subarray(Math.floor(from / 60), Math.ceil(to / 60))
      .includes(1);
  }

  /**
   * The newest known frame at or before `frame`; −1 when there is none.
   * @param {number} frame
   */
  lastKnown(frame) {
    for (let minute = Math.floor(frame / 60); minute >= 0; minute--) {
      const known = this.known[minute] ?? 0;
      if (known) return Math.min(frame, minute * 60 + known - 1);
    }
    return -1;
  }

  /**
   * The newest frame at or before `frame` of which anything is known, as an end of a minute
   * in the outline; −1 when there is none.
   * @param {number} frame
   */
  lastDrawable(frame) {
    const known = this.lastKnown(frame);
    const end = Math.floor((frame + 1) / 60) - 1;
    const outlined = this.outlined.subarray(0, Math.max(0, end + 1)).lastIndexOf(1);
    return Math.max(known, outlined * 60 + 59);
  }

  /**
   * The frame that stands under a clock, and whether it is missing. Then it has no values:
   * figures of another second would be taken for those of this one. `patience`: so many
   * seconds before may stand there still, as what was on the screen a moment ago.
   * @param {number} t @param {number} [patience]
   */
  showing(t, patience = 0) {
    const wanted = frameAt(t);
    const known = this.lastKnown(wanted);
    const none = wanted - known > patience;
    return { frame: none ? wanted : known, none };
  }

  /**
   * A column's value at a frame; zero before the first frame.
   * @param {Column} name @param {number} frame
   */
  at(name, frame) {
    return frame < 0 ? 0 : (this.columns[name][frame] ?? NaN);
  }

  /**
   * A server's value at a frame; zero before the first frame.
   * @param {number} server counted from 0 @param {ServerColumn} name @param {number} frame
   */
  serverAt(server, name, frame) {
    return frame < 0 ? 0 : (this.servers[server]?.[name][frame] ?? NaN);
  }
}

/** @param {number} size */
const blank = (size) => new Float64Array(size).fill(NaN);

/**
 * @param {Float64Array} column @param {number} at
 * @param {number[] | undefined} values @param {number} frames
 */
function put(column, at, values, frames) {
  column.fill(NaN, at, at + 60);
  if (values && frames) column.set(frames < 60 ? values.slice(0, frames) : values, at);
}
