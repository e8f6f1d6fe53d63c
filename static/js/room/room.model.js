// @ts-check
/** What a page knows of its room: the last that the server said of each thing. */

/** @import {State} from "../core/connection.js" */
/** @import {Session} from "../core/session.js" */
/** @import {Me, PlannedStop, RoomAck, RoomInfo, RoomMessage, RosterEntry, TeamProgress} from "../types.js" */

/**
 * What the parts of a page in a room read and use (room.page.js).
 * @typedef {object} RoomContext
 * @property {Room} room
 * @property {string | null} seatKey of a seat that is not the session's
 * @property {() => Session | null} session of the run that this seat sees, once there is one
 * @property {State} state of the connection to the room
 * @property {(what: string, given?: Record<string, unknown>, then?: { said?: string }) => Promise<RoomAck | null>} do
 *   a refusal is told, and gives null
 */

/**
 * A part owns one element of the page and is drawn whenever anything may have changed.
 * @typedef {(root: HTMLElement, context: RoomContext) => () => void} Part
 */

export class Room {
  constructor() {
    this.ready = false;
    this.seq = 0;
    /** @type {RoomInfo | null} what everybody in it knows */
    this.info = null;
    /** @type {Me | null} what concerns this seat alone; a projector has none */
    this.me = null;
    /** @type {RosterEntry[]} for hosts */
    this.roster = [];
    /** @type {TeamProgress[]} for hosts */
    this.progress = [];
    /** @type {PlannedStop[]} for hosts: every stop, those to come as well */
    this.plan = [];
  }

  /** Why there is nothing more to take part in. @returns {"removed" | "ended" | null} */
  get over() {
    if (this.me?.removed) return "removed";
    return this.info?.ended ? "ended" : null;
  }

  get hosting() {
    return this.me?.part === "host";
  }

  /** The next stop that was not asked yet, after a second. @param {number} t */
  nextStop(t) {
    return this.plan.find(({ state, at }) => state === "planned" && at > t) ?? null;
  }

  /** @param {RoomMessage} message @returns {boolean} whether anything changed */
  apply(message) {
    switch (message.type) {
      case "room":
        this.info = message.room;
        this.seq = message.seq;
        this.ready = true;
        return true;
      case "host":
        this.roster = message.roster;
        this.plan = message.plan;
        return true;
      case "teams":
        this.progress = message.teams;
        return true;
      case "me":
        this.me = message;
        return true;
      default:
        return false;
    }
  }
}
