// @ts-check
/** Everything the page knows of one run, and how the server's messages change it. */

import { Offset } from "./offset.js";
import { Store } from "./store.js";
import { View } from "./view.js";
import { END, OPEN, chartWindow } from "./timescale.js";
import { hiddenEnd, disclosedUntil } from "./spoilers.js";
import { largest } from "./stock.js";
import { stops } from "./events.js";

/**
 * @import {Act, ClockMessage, ClockState, EpochMessage, Heartbeat, InterventionMessage, Note, NotesStand,
 *   PresetAct, Role, RunEvent, RunInfo, ServerMessage, Snapshot, Status, StockInfo} from "../types.js"
 */

/** What a message changed, for those who draw. */
/** @typedef {"all" | "outline" | "frames" | "epoch" | "clock" | "acts" | "status" | "none"} Change */

/** What is kept of a snapshot as it stands there. */
const KEPT = /** @type {const} */ ([
  "run",
  "status",
  "epoch",
  "seq",
  "servers",
  "open",
  "symbols",
  "role",
  "may",
]);

/** So many seconds a day may take to come in; on a slow line it takes its time. */
const FILLING = 30;

export class Session {
  offset = new Offset();
  /** Which second is on this screen. */
  view = new View(() => this.now() + this.offset.value());
  /** The frames that are here. */
  store = new Store(480, 8);
  /** Whether a snapshot has come. */
  ready = false;
  /** Until when what it brings may still be on its way, by our own clock. */
  fillUntil = 0;
  /** Whether the outline of the day is here, or all of it. */
  outlined = false;

  /** @type {RunInfo | null} */
  run = null;
  /** How its computation stands. @type {Status} */
  status = "computing";
  /** How often its future was replaced. */
  epoch = 0;
  /** The number of its newest act. */
  seq = 0;
  /** How many servers it has. */
  servers = 8;
  /** The second in which the market opens. */
  open = OPEN;
  /** @type {StockInfo[]} */
  symbols = [];
  /** What is known of the morning, in order. @type {RunEvent[]} */
  events = [];
  /** What people did. @type {Act[]} */
  log = [];
  /** What Knight's people did. @type {PresetAct[]} */
  preset = [];
  /** Counts every change of the log. */
  acts = 0;
  /** How the notes stand. @type {NotesStand} */
  notes = [0, 0];
  /** Who is told of a note that changed. @type {(note: Note) => unknown} */
  noted = () => undefined;

  /** What we are here. @type {Role} */
  role = "watch";
  /** What we may do: pause, seek, intervene. @type {string[]} */
  may = [];
  /** How many watch this run, we among them. */
  watching = 0;
  /** Panels of which our seat sees nothing. @type {string[]} */
  hides = [];
  /** Seconds by which our seat's figures of PMON are late. */
  late = 0;
  /** Up to which tick a paced run is told. @type {number | null} */
  until = null;

  /** The stock that this page looks at, by its place in `symbols`; at first the largest. */
  stock = -1;
  /** How far the line as it now stands has been shown. */
  shown = 0;

  /** @param {() => number} now our own clock in seconds */
  constructor(now) {
    this.now = now;
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
   * Which frame stands on the screen at a time, and whether there is none to show.
   * @param {number} t
   */
  showing(t) {
    const { frame, none } = this.store.line.showing(t, this.view.patience());
    return { frame, none: none || !this.ready };
  }

  /** Whether what the last snapshot brings is still on its way. */
  get filling() {
    return this.now() < this.fillUntil;
  }

  /**
   * Whether charts may be drawn for the first time, or again: first from the outline of the
   * day, and then not for every part of it that comes in.
   * @param {number} t @param {boolean} first
   */
  mayDraw(t, first) {
    if (!this.filling) return this.ready;
    const begins = t < 1; // then there is nothing to draw but the axes
    return first && this.outlined && (begins || this.store.line.lastDrawable(t) >= 0);
  }

  /** How far the run left alone is drawn: as far as the story may be told. */
  ghostUntil() {
    return disclosedUntil(this.view);
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
    const told = disclosedUntil(this.view);
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
   * @param {boolean} pending whether clock commands of ours are unanswered
   * @returns {Change}
   */
  apply(message, pending = false) {
    switch (message.type) {
      case "snapshot":
        return this.start(message, pending);
      case "segment":
        this.store.add(message);
        return "frames";
      case "segments":
        for (const segment of message.read()) this.store.add(segment);
        return "frames";
      case "epoch":
        return this.replace(message);
      case "clock":
        this.follow(message, pending);
        return "clock";
      case "heartbeat":
        return this.beat(message, pending);
      case "intervention":
        return this.enter(message);
      case "told":
        this.events = inOrder(message.events);
        return this.logged(this.log, message.preset);
      case "outline":
        this.store.outline(message.parts);
        this.outlined = true;
        return "outline";
      case "filled":
        this.fillUntil = 0;
        return "frames";
      case "presence":
        this.watching = message.watching;
        return "status";
      case "role":
        [this.role, this.may] = [message.role, message.may];
        return "acts";
      default:
        this.heed(message);
        return "none";
    }
  }

  /** What changes nothing that is drawn. @param {ServerMessage} message @private */
  heed(message) {
    if (message.type === "note") this.noted(message.note);
    if (message.type === "afresh")
      this.store = new Store(this.store.minutes, this.servers);
    if (message.type === "pong" && message.sent !== null)
      this.offset.measure(message.sent, this.now(), message.server_time);
  }

  /** @param {Snapshot} message @param {boolean} pending @returns {Change} @private */
  start(message, pending) {
    const { minutes, servers, epochs, clock } = message;
    if (!this.ready && !this.store.fits(minutes, servers))
      this.store = new Store(minutes, servers);
    for (const name of KEPT) Object.assign(this, { [name]: message[name] });
    this.events = inOrder(message.events);
    this.notes = message.notes ?? [0, 0];
    this.hides = message.hides ?? [];
    this.late = message.late ?? 0;
    if (this.stock < 0) this.stock = largest(this.symbols);
    this.logged(message.log, message.preset);
    this.store.setEpochs(epochs);
    this.view.alone = message.alone ?? false;
    this.setClock(clock, message.server_time, pending);
    const cut = epochs.at(-1)?.[1] ?? 0;
    if (!this.ready) this.shown = message.epoch === 0 ? clock.furthest : cut;
    this.ready = true;
    this.fillUntil = this.now() + FILLING;
    return "all";
  }

  /** @param {Act[]} log @param {PresetAct[]} preset @returns {Change} @private */
  logged(log, preset) {
    this.log = log;
    this.preset = preset;
    this.acts++;
    this.view.stops = stops(this);
    return "acts";
  }

  /** The future from a cut on is another. @param {EpochMessage} message @returns {Change} @private */
  replace(message) {
    this.advance(message);
    if (!this.store.addEpoch(message.epoch, message.cut)) return "none";
    this.shown = Math.min(this.seen(), message.cut);
    return "epoch";
  }

  /** @param {{ epoch: number, seq: number }} message @private */
  advance({ epoch, seq }) {
    this.epoch = Math.max(this.epoch, epoch);
    this.seq = Math.max(this.seq, seq);
  }

  /** @param {ClockMessage | Heartbeat} message @param {boolean} pending @private */
  follow(message, pending) {
    this.advance(message);
    this.setClock(message.clock, message.server_time, pending);
  }

  /** @param {ClockState} clock @param {number} serverTime @param {boolean} pending @private */
  setClock(clock, serverTime, pending) {
    this.offset.hint(this.now(), serverTime);
    this.view.adopt(clock, pending);
  }

  /** @param {Heartbeat} message @param {boolean} pending @returns {Change} @private */
  beat(message, pending) {
    this.follow(message, pending);
    const news = this.status !== message.status;
    this.status = message.status;
    this.notes = message.notes ?? [0, 0];
    this.until = message.until ?? null;
    return news ? "status" : "none";
  }

  /** @param {InterventionMessage} message @returns {Change} @private */
  enter(message) {
    const { entry, preset } = message;
    this.advance(message);
    const log = [...this.log.filter((act) => act.seq !== entry.seq), entry];
    return this.logged(
      log.sort((a, b) => a.seq - b.seq),
      preset,
    );
  }

  /**
   * Whether we hold what we should; while it comes that is no question.
   * @param {Heartbeat} heartbeat which says what that is
   */
  agrees({ digest, until }) {
    return this.filling || this.store.digest(until ?? Infinity) === digest;
  }
}

/** @param {RunEvent[]} events */
const inOrder = (events) => [...events].sort((a, b) => a.tick - b.tick);
