// @ts-check
/** Everything the page knows of one run, and how the server's messages change it. */

import { Offset } from "./offset.js";
import { Store } from "./store.js";
import { View } from "./view.js";
import { END, chartWindow, frameAt } from "./timescale.js";
import { hiddenEnd, toldUntil } from "./spoilers.js";
import { largest } from "./stock.js";
import { stops } from "./events.js";

/**
 * @import {Act, ClockState, Heartbeat, InterventionMessage, Note, NotesStand, PresetAct, Role, RunEvent,
 *   RunInfo, ServerMessage, Snapshot, Status, StockInfo, Told} from "../types.js"
 */

/** What a message changed, for those who draw. */
/** @typedef {"all" | "frames" | "epoch" | "clock" | "acts" | "status" | "none"} Change */

export class Session {
  /** @param {() => number} now our own clock in seconds */
  constructor(now) {
    this.now = now;
    this.offset = new Offset();
    this.view = new View(() => this.now() + this.offset.value());
    this.store = new Store(480, 8);
    this.ready = false;
    /** @type {RunInfo | null} */
    this.run = null;
    /** @type {Role} */
    this.role = "watch";
    /** What we may do: pause, seek, intervene. @type {string[]} */
    this.may = [];
    /** @type {Status} */
    this.status = "computing";
    this.epoch = 0;
    this.seq = 0;
    this.servers = 8;
    this.open = 5400;
    /** @type {Act[]} */
    this.log = [];
    /** @type {PresetAct[]} */
    this.preset = [];
    /** @type {RunEvent[]} */
    this.events = [];
    /** @type {StockInfo[]} */
    this.symbols = [];
    /** How many watch this run, we among them. */
    this.watching = 0;
    /** The stock that this page looks at, by its place in `symbols`; at first the largest. */
    this.stock = -1;
    /** Counts every change of the log. */
    this.acts = 0;
    /** How far the line as it now stands has been shown. */
    this.shown = 0;
    /** Panels of which our seat sees nothing. @type {string[]} */
    this.hides = [];
    /** Seconds by which our seat's figures of PMON are late. */
    this.late = 0;
    /** How the run's notes stand, and up to which tick it is told. @type {NotesStand} */
    this.notes = [0, 0];
    /** @type {number | null} */
    this.until = null;
    /** Who is told of a note that changed. @type {(note: Note) => unknown} */
    this.noted = () => undefined;
  }

  /**
   * How far the line as it now stands has been shown: what lies beyond is not told. An
   * act makes everything after it unseen again.
   */
  seen() {
    this.shown = Math.max(this.shown, this.view.runTime(), this.view.time());
    return this.shown;
  }

  /**
   * Which frame stands on the screen at a time, and whether there is none to show yet.
   * @param {number} t
   */
  showing(t) {
    const frame = this.store.line.lastKnown(frameAt(t));
    return { frame, none: this.ready && frame < 0 && frameAt(t) >= 0 };
  }

  /** How far the run left alone is drawn: as far as the story may be told. */
  ghostUntil() {
    return toldUntil(this.view);
  }

  /** What the last act replaced, where it is another line than the run left alone. */
  get compared() {
    const { replaced } = this.store;
    return replaced && !replaced.alone ? replaced : null;
  }

  /** Whether the totals that documents give may be drawn: they are of the day's end. */
  get tellsTotals() {
    return !this.hides.length && !this.view.hides(END);
  }

  /**
   * What the charts span: the morning, or the whole day once it is over; with what is
   * coming hidden no further than the next quarter of an hour.
   * @param {number} t @returns {[number, number]}
   */
  axis(t) {
    const [from, to] = chartWindow(t);
    const told = toldUntil(this.view);
    return [from, told < to ? Math.min(to, hiddenEnd(told)) : to];
  }

  /** The guardrails' trips that a second shows, the first first. @param {number} t */
  trips(t) {
    return this.store.trips(this.showing(t).frame);
  }

  get mayAct() {
    return this.may.includes("intervene");
  }

  /**
   * Whether a command moves the run's clock, for everybody, or only this screen's: whoever
   * looks at a moment of their own goes on alone until they are back with the run.
   * @param {string} action of a clock command
   */
  moves(action) {
    const needed = action === "play" || action === "pause" ? "pause" : "seek";
    return !this.view.detached && this.may.includes(needed);
  }

  /**
   * @param {ServerMessage} message
   * @param {boolean} clockPending whether clock commands of ours are unanswered
   * @returns {Change}
   */
  apply(message, clockPending = false) {
    switch (message.type) {
      case "snapshot":
        return this.start(message, clockPending);
      case "segment":
        this.store.add(message);
        return "frames";
      case "epoch":
        this.advance(message);
        if (!this.store.addEpoch(message.epoch, message.cut)) return "none";
        this.shown = Math.min(this.seen(), message.cut);
        return "epoch";
      case "clock":
        this.advance(message);
        this.setClock(message.clock, message.server_time, clockPending);
        return "clock";
      case "heartbeat":
        return this.beat(message, clockPending);
      case "intervention":
        return this.enter(message);
      case "note":
        this.noted(message.note);
        return "none";
      case "presence":
        this.watching = message.watching;
        return "status";
      case "role":
        this.role = message.role;
        this.may = message.may;
        return "acts";
      case "told":
        return this.hear(message);
      case "afresh":
        this.store = new Store(this.store.minutes, this.servers);
        return "none";
      case "pong":
        if (message.sent !== null)
          this.offset.measure(message.sent, this.now(), message.server_time);
        return "none";
      default:
        return "none";
    }
  }

  /** @param {Snapshot} message @param {boolean} pending @returns {Change} @private */
  start(message, pending) {
    if (!this.ready) this.store = new Store(message.minutes, message.servers);
    this.run = message.run;
    this.role = message.role;
    this.may = message.may;
    this.status = message.status;
    this.epoch = message.epoch;
    this.seq = message.seq;
    this.servers = message.servers;
    this.open = message.open;
    this.log = message.log;
    this.preset = message.preset;
    this.events = inOrder(message.events);
    this.notes = message.notes ?? [0, 0];
    this.hides = message.hides ?? [];
    this.late = message.late ?? 0;
    this.symbols = message.symbols;
    if (this.stock < 0) this.stock = largest(this.symbols);
    this.acts++;
    this.view.stops = stops(this);
    this.store.setEpochs(message.epochs);
    this.view.alone = message.alone ?? false;
    this.setClock(message.clock, message.server_time, pending);
    const cut = message.epochs.at(-1)?.[1];
    const untouched = message.epoch === 0;
    if (!this.ready) this.shown = untouched ? message.clock.furthest : (cut ?? 0);
    this.ready = true;
    return "all";
  }

  /** @param {Told} message @returns {Change} @private */
  hear({ events, preset }) {
    this.events = inOrder(events);
    this.preset = preset;
    this.acts++;
    this.view.stops = stops(this);
    return "acts";
  }

  /** @param {{ epoch: number, seq: number }} message @private */
  advance(message) {
    this.epoch = Math.max(this.epoch, message.epoch);
    this.seq = Math.max(this.seq, message.seq);
  }

  /** @param {ClockState} clock @param {number} serverTime @param {boolean} pending @private */
  setClock(clock, serverTime, pending) {
    this.offset.hint(this.now(), serverTime);
    this.view.adopt(clock, pending);
  }

  /** @param {Heartbeat} message @param {boolean} pending @returns {Change} @private */
  beat(message, pending) {
    this.advance(message);
    this.setClock(message.clock, message.server_time, pending);
    const news = this.status !== message.status;
    this.status = message.status;
    this.notes = message.notes ?? [0, 0];
    this.until = message.until ?? null;
    return news ? "status" : "none";
  }

  /** @param {InterventionMessage} message @returns {Change} @private */
  enter({ entry, preset, epoch, seq }) {
    this.advance({ epoch, seq });
    this.log = [...this.log.filter((act) => act.seq !== entry.seq), entry];
    this.log.sort((a, b) => a.seq - b.seq);
    this.preset = preset;
    this.acts++;
    this.view.stops = stops(this);
    return "acts";
  }

  /** @param {Heartbeat} heartbeat which says what we should hold */
  agrees({ digest, until }) {
    return this.store.digest(until ?? Infinity) === digest;
  }
}

/** @param {RunEvent[]} events */
const inOrder = (events) => [...events].sort((a, b) => a.tick - b.tick);
