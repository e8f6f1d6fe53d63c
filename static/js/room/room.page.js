// @ts-check
/** A page in a room: what it knows of it, what it does there, and who draws it anew. */

import { Room } from "./room.model.js";
import { RoomConnection } from "./room.api.js";
import { byId } from "../kit/dom.js";
import { tellBarred } from "../kit/barred.js";
import { toast } from "../kit/toasts.js";

/** @import {Part} from "./room.model.js" */
/** @import {Session} from "../core/session.js" */
/** @import {RoomAck} from "../types.js" */

/**
 * As whom a page greets its room, and what it shows of the run.
 * @typedef {object} As
 * @property {boolean} [projector] for all to look at
 * @property {string | null} [seatKey] of a seat that is not the session's
 * @property {() => Session | null} [session] of the run that the page sees
 */

export class RoomPage {
  room = new Room();
  /** @type {(() => void)[]} */
  draws = [];
  /** What else a message of the room is for; whether it concerns this seat alone. @type {(own: boolean) => void} */
  changed = () => undefined;

  /** @param {string} code @param {As} [as] */
  constructor(code, { projector = false, seatKey = null, session = () => null } = {}) {
    this.code = code;
    this.seatKey = seatKey;
    this.session = session;
    this.connection = new RoomConnection({
      code,
      projector,
      seatKey,
      receive: (message) => {
        if (!this.room.apply(message)) return;
        this.changed(message.type === "me");
        this.redraw();
      },
      changed: () => this.redraw(),
      barred: (on) => tellBarred(this, on),
    });
  }

  /** Of the connection to the room. */
  get state() {
    return this.connection.socket.state;
  }

  /** A part of the page: it is drawn with every change of the room. @param {() => void} draw */
  enter(draw) {
    this.draws.push(draw);
    draw();
  }

  /** A part that owns an element of the page. @param {Part} part @param {string} id */
  hang(part, id) {
    this.enter(part(byId(id), this));
  }

  redraw() {
    for (const draw of this.draws) draw();
  }

  /**
   * Does something in the room; a refusal is told, and something that can be undone offers it.
   * @param {string} what @param {Record<string, unknown>} [given]
   * @param {{ said?: string, undo?: { words: string, press: () => void } }} [then]
   * @returns {Promise<RoomAck | null>} null: it was refused
   */
  async do(what, given = {}, { said, undo } = {}) {
    try {
      const ack = await this.connection.do(what, given);
      if (said) toast(said, undo);
      return ack;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}
