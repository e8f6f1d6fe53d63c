// @ts-check
/** What a page knows of its room: the last that the server said of each thing. */

/** @import {Me, RoomInfo, RoomMessage, RosterEntry} from "../types.js" */

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
  }

  get hosting() {
    return this.me?.part === "host";
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
        return true;
      case "me":
        this.me = message;
        return true;
      default:
        return false;
    }
  }
}
