// @ts-check
/** What a person does here: each command has an id and is kept until it is answered. */

import { choiceMade, done, inThePast } from "../core/acts.js";
import { clock, intervene, reason } from "../net/protocol.js";
import { commandWords } from "./command_words.model.js";
import { SendQueue } from "./send_queue.model.js";
import { END } from "../core/timescale.js";
import { _ } from "../core/words.js";

/** @import {Ack, ActRequest, ClientMessage, ClockCommand, ErrorMessage} from "../types.js" */
/** @import {Session} from "../core/session.js" */

/**
 * @typedef {object} Surroundings
 * @property {(message: ClientMessage) => boolean} send whether it left
 * @property {() => string} newId
 * @property {(words: string, undo?: () => void) => void} tell
 * @property {() => number} now in seconds
 * @property {() => void} redraw the time on the screen changed
 * @property {(ms: number, call: () => void) => void} later
 */

/**
 * A command that could not be sent, as a question, and how many seconds ago it was asked.
 * @typedef {{ id: string, words: string, age: number }} Unsent
 */

/** The server counts messages by the second: after so long it has time again. */
const AGAIN = 1200;
/** While somebody drags, the others see it four times a second. */
const BETWEEN_DRAGS = 250;
/** An act that takes effect so many seconds later was delayed, by a room's drill. */
const SOON = 5;
/** A connection that is away for less is nothing to talk about. */
const BLINK = 1;
/** Refusals that say nothing about the command: the same one may come again. */
const NOT_NOW = new Set(["too-many", "unavailable"]);

/** Acts that a frame shows, once there is one after them. */
const SHOWS = new Set([
  "kill",
  "restore",
  "flag",
  "deploy",
  "rollback",
  "act-on-emails",
  "unwind",
  "no-unwind",
]);

export class Operator {
  queue = new SendQueue();
  /** From which second on somebody here said that Knight's people keep acting. */
  kept = Infinity;
  /** Commands that the server had no time for; they are sent again. */
  retried = new Set();
  /** @type {Map<string, string>} the newest clock command of a kind */
  newest = new Map();
  /** @type {{ playing: boolean, told: boolean } | null} how the clock stood before a drag */
  drag = null;
  /** @type {Map<string, (ack: Ack) => void>} */
  afterwards = new Map();
  /** @type {Map<string, (words: string) => void>} who wants to know of a refusal */
  otherwise = new Map();

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
    const { view, ready } = this.session;
    if (!ready) return this.surroundings.tell(_("There is no connection yet"));
    if (this.session.moves(command.action)) this.move(command);
    else if (view.kept) this.surroundings.tell(view.kept);
    else view.detach(command);
    this.surroundings.redraw();
  }

  /** Without a connection the clock stands until there is one. @param {ClockCommand} command @private */
  move(command) {
    const { newId } = this.surroundings;
    const id = newId();
    const before = this.newest.get(kind(command.action));
    this.newest.set(kind(command.action), id);
    if (this.send(clock(id, command))) this.session.view.anticipate(command);
    else this.queue.settle(before);
  }

  toggle() {
    const { view } = this.session;
    if (view.playing()) return this.clock({ action: "pause" });
    if (view.time() >= END) return this.clock({ action: "seek", to: 0, paused: false });
    return this.clock({ action: "play" });
  }

  /** @param {number} t */
  seek(t) {
    const { drag } = this;
    this.session.view.preview = null;
    this.drag = null;
    const paused = drag?.told ? { paused: !drag.playing } : {};
    this.clock({ action: "seek", to: Math.round(t), ...paused });
  }

  /** Plays a range over and over, or no more. @param {[number, number] | null} range */
  loop(range) {
    const [from, to] = range ?? [];
    this.clock({
      action: "loop",
      ...(from === undefined || to === undefined ? {} : { from, to }),
    });
  }

  /**
   * The second under the pointer: at once on this screen, now and then for the others,
   * for whom the clock stands still meanwhile.
   * @param {number} t
   */
  preview(t) {
    const { view } = this.session;
    if (view.kept && !this.session.moves("seek")) return;
    const began = this.drag === null;
    this.drag ??= { playing: view.playing(), told: false };
    view.preview = t;
    if (began && this.session.moves("seek")) this.tellDrag(this.drag);
  }

  /** @param {{ told: boolean }} drag @private */
  tellDrag(drag) {
    this.surroundings.later(BETWEEN_DRAGS, () => {
      const { view } = this.session;
      if (this.drag !== drag || view.preview === null) return;
      const to = Math.round(view.preview);
      if (!drag.told || Math.round(view.clock.sim) !== to) {
        drag.told = true;
        this.move({ action: "seek", to, paused: true });
      }
      this.tellDrag(drag);
    });
  }

  /** What has to be asked before an act here and now. */
  questions() {
    const { view, log } = this.session;
    return {
      t: view.time(),
      past: inThePast(view.time(), this.session.seen()),
      first: view.time() < this.kept && !choiceMade(log, view.time()),
    };
  }

  /** Knight's people keep acting, from this second on. @param {number} t */
  keep(t) {
    this.kept = Math.min(this.kept, t);
  }

  /**
   * @param {ActRequest} request
   * @param {(ack: Ack) => void} [then] instead of the usual word and its undo
   * @param {(words: string) => void} [refused] instead of the usual word
   */
  act(request, then, refused) {
    const id = this.surroundings.newId();
    if (refused) this.otherwise.set(id, refused);
    this.afterwards.set(id, then ?? ((ack) => this.tellDone(request, ack)));
    this.send(intervene(id, Math.floor(this.session.view.time()), request));
  }

  /**
   * An act that says its usual word, and what follows where it was taken.
   * @param {ActRequest} request @param {() => void} next
   * @param {(words: string) => void} refused
   */
  actThen(request, next, refused) {
    const taken = (/** @type {Ack} */ ack) => {
      this.tellDone(request, ack);
      next();
    };
    this.act(request, taken, refused);
  }

  /** @param {number} seq @param {string} text */
  reason(seq, text) {
    this.send(reason(this.surroundings.newId(), seq, text));
  }

  /** @param {number} seq */
  strike(seq) {
    this.act({ op: "strike", seq });
  }

  /** What was struck out is in effect again. @param {number} seq */
  putBack(seq) {
    this.act({ op: "put-back", seq });
  }

  /** @param {Ack} ack */
  acknowledged(ack) {
    const message = this.queue.settle(ack.command_id);
    this.retried.delete(ack.command_id);
    const then = this.afterwards.get(ack.command_id);
    this.afterwards.delete(ack.command_id);
    this.otherwise.delete(ack.command_id);
    if (message) then?.(ack);
  }

  /** @param {ErrorMessage} error */
  refused(error) {
    if (NOT_NOW.has(error.code)) return this.again(error);
    const message = this.queue.settle(error.command_id);
    this.retried.delete(error.command_id ?? "");
    this.afterwards.delete(error.command_id ?? "");
    const told = this.otherwise.get(error.command_id ?? "") ?? this.surroundings.tell;
    this.otherwise.delete(error.command_id ?? "");
    if (message?.type === "clock") this.session.view.forgetAhead();
    told(error.message);
  }

  /**
   * The server could not take a command now: it is sent again, unless a newer move of the
   * clock has made it pointless. Said once, however many there are.
   * @param {ErrorMessage} error @private
   */
  again({ command_id: id = "", message: words }) {
    const message = this.queue.waiting.get(id);
    if (!this.retried.size) this.surroundings.tell(words);
    if (!message) return;
    this.retried.add(id);
    this.surroundings.later(AGAIN, () => {
      if (!this.queue.waiting.has(id)) return;
      if (!this.overtaken(message)) return void this.surroundings.send(message);
      this.queue.settle(id);
      this.retried.delete(id);
    });
  }

  /** @param {ClientMessage} message @private */
  overtaken({ type, action, command_id: id }) {
    return type === "clock" && this.newest.get(kind(String(action))) !== id;
  }

  /** @param {ClientMessage} message @returns {boolean} whether it left @private */
  send(message) {
    this.queue.add(message, this.surroundings.now());
    return this.surroundings.send(message);
  }

  /**
   * What could not be sent.
   * @param {boolean} back whether there is a connection again: then what waits for a word
   * @returns {Unsent[]}
   */
  unsent(back) {
    const { queue, session } = this;
    const now = this.surroundings.now();
    return [...queue.waiting]
      .map(([id, message]) => ({
        id,
        words: commandWords(message, session.servers),
        age: now - (queue.asked.get(id) ?? now),
      }))
      .filter(({ id, age }) => (back ? queue.held.has(id) : age > BLINK));
  }

  /** It is still wanted. @param {string} id */
  confirm(id) {
    const message = this.queue.release(id, this.surroundings.now());
    if (message) this.surroundings.send(message);
  }

  /** It is not wanted any more. @param {string} id */
  withdraw(id) {
    const message = _("Withdrawn; nothing was sent");
    this.refused({ type: "error", code: "withdrawn", message, command_id: id });
  }

  /** @param {ActRequest} request @param {Ack} ack @private */
  tellDone(request, ack) {
    const words = this.words(request, ack.tick ?? 0);
    const still = _("{words}. It shows when the clock moves on", { words });
    const later = SHOWS.has(request.op) && !this.session.view.playing();
    this.surroundings.tell(later ? still : words, this.undo(request, ack));
  }

  /** What was done, or ordered where a drill delays it. @param {ActRequest} request @param {number} tick @private */
  words(request, tick) {
    const words = done(request, tick, this.session.servers);
    const own = request.op !== "strike" && request.op !== "put-back";
    const delayed = tick - this.session.view.time() > SOON;
    return own && delayed ? _("Ordered now: {words}", { words }) : words;
  }

  /** @param {ActRequest} request @param {Ack} ack @private */
  undo({ op, seq = 0 }, ack) {
    if (op === "strike") return () => this.putBack(seq);
    if (op === "put-back") return () => this.strike(seq);
    return () => this.strike(ack.seq);
  }
}

/** Clock commands that undo each other are of one kind. @param {string} action */
const kind = (action) => (action === "play" ? "pause" : action);
