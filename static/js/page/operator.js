// @ts-check
/** What a person does here: each command has an id and is kept until it is answered. */

import { choiceMade, done, inThePast } from "../core/acts.js";
import { clock, intervene, reason } from "../net/protocol.js";
import { Outbox } from "../core/outbox.js";

/** @import {Ack, ActRequest, ClientMessage, ClockCommand, ErrorMessage} from "../types.js" */
/** @import {Session} from "../core/session.js" */

/**
 * @typedef {object} Surroundings
 * @property {(message: ClientMessage) => boolean} send whether it left
 * @property {() => string} newId
 * @property {(words: string, undo?: () => void) => void} tell
 * @property {() => void} redraw the time on the screen changed
 */

export class Operator {
  outbox = new Outbox();
  /** Somebody here said that Knight's people keep acting. */
  kept = false;
  /** @type {Map<string, (ack: Ack) => void>} */
  afterwards = new Map();

  /** @param {Session} session @param {Surroundings} surroundings */
  constructor(session, surroundings) {
    this.session = session;
    this.surroundings = surroundings;
  }

  /**
   * Moves the run's clock, at once on this screen; a viewer who may not moves only
   * their own view.
   * @param {ClockCommand} command
   */
  clock(command) {
    const { view, mayAct, ready } = this.session;
    if (!ready) return;
    if (mayAct) {
      view.anticipate(command);
      this.send(clock(this.surroundings.newId(), command));
    } else {
      view.detach(command);
    }
    this.surroundings.redraw();
  }

  toggle() {
    const { view } = this.session;
    if (view.playing()) return this.clock({ action: "pause" });
    if (view.time() >= 28800)
      return this.clock({ action: "seek", to: 0, paused: false });
    return this.clock({ action: "play" });
  }

  /** @param {number} t */
  seek(t) {
    this.session.view.preview = null;
    this.clock({ action: "seek", to: Math.round(t) });
  }

  /** What has to be asked before an act here and now. */
  questions() {
    const { view, log } = this.session;
    return {
      t: view.time(),
      past: inThePast(view.time(), this.session.seen()),
      first: !this.kept && !choiceMade(log),
    };
  }

  /**
   * @param {ActRequest} request
   * @param {(ack: Ack) => void} [then] instead of the usual word and its undo
   */
  act(request, then) {
    const id = this.surroundings.newId();
    this.afterwards.set(id, then ?? ((ack) => this.tellDone(request, ack)));
    this.send(intervene(id, Math.floor(this.session.view.time()), request));
  }

  /** @param {number} seq @param {string} text */
  reason(seq, text) {
    this.send(reason(this.surroundings.newId(), seq, text));
  }

  /** @param {number} seq */
  strike(seq) {
    this.act({ op: "strike", seq });
  }

  /** @param {Ack} ack */
  acknowledged(ack) {
    const message = this.outbox.settle(ack.command_id);
    const then = this.afterwards.get(ack.command_id);
    this.afterwards.delete(ack.command_id);
    if (message) then?.(ack);
  }

  /** @param {ErrorMessage} error */
  refused(error) {
    const message = this.outbox.settle(error.command_id);
    this.afterwards.delete(error.command_id ?? "");
    if (message?.type === "clock") this.session.view.forgetAhead();
    this.surroundings.tell(error.message);
  }

  /** @param {ClientMessage} message @private */
  send(message) {
    this.outbox.add(message);
    const left = this.surroundings.send(message);
    if (!left && message.type !== "clock") {
      this.surroundings.tell("No connection: it is sent as soon as there is one");
    }
  }

  /** @param {ActRequest} request @param {Ack} ack @private */
  tellDone(request, ack) {
    const words = done(request, ack.tick ?? 0, this.session.servers);
    const undo = request.op === "strike" ? undefined : () => this.strike(ack.seq);
    const still = this.session.view.playing()
      ? ""
      : ". It shows when the clock moves on";
    this.surroundings.tell(words + still, undo);
  }
}
