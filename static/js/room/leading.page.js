// @ts-check
/** A page of a room's host: what it knows, what it does, and who draws it anew. */

import { Room } from "./room.model.js";
import { RoomLink } from "./room.api.js";
import { byId } from "../kit/dom.js";
import { newId } from "../replay/ids.page.js";
import { toast } from "../kit/toasts.js";

/** @import {Part, RoomContext} from "./room.model.js" */
/** @import {Session} from "../core/session.js" */
/** @import {State} from "../core/connection.js" */
/** @import {RoomAck} from "../types.js" */

export class Leading {
  room = new Room();
  /** @type {State} */
  state = "idle";
  /** @type {(() => void)[]} */
  draws = [];
  /** The run that the room looks at. @type {() => Session | null} */
  session = () => null;

  /** @param {string} code @param {{ projector?: boolean, seatKey?: string | null }} [as] */
  constructor(code, as = {}) {
    this.code = code;
    this.link = new RoomLink({
      ...as,
      code,
      newId,
      receive: (message) => this.room.apply(message) && this.redraw(),
      changed: (state) => {
        this.state = state;
        this.redraw();
      },
    });
  }

  /** A part of the page: it is drawn with every change of the room. @param {() => void} draw */
  enter(draw) {
    this.draws.push(draw);
    draw();
  }

  /** A part as a participant's page has them, in its element. @param {Part} part @param {string} id */
  hang(part, id) {
    this.enter(part(byId(id), this.context()));
  }

  /** @returns {RoomContext} @private */
  context() {
    return {
      room: this.room,
      seatKey: null,
      session: () => this.session(),
      connection: () => this.state,
      act: (what, given) => this.link.do(what, given),
      tell: toast,
    };
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
      const ack = await this.link.do(what, given);
      if (said) toast(said, undo);
      return ack;
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
      return null;
    }
  }
}
