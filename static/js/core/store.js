// @ts-check
/**
 * The segments a viewer holds, and the line that follows from them.
 *
 * A minute belongs to the newest epoch whose cut lies in or before it. A segment of an
 * older epoch still tells the truth up to the first later cut, and not beyond: so a cut
 * in mid-minute keeps the frames before it.
 */

import { digest, ranges } from "./digest.js";
import { Line } from "./line.js";

/** @import {OutlinePart, Segment, StockColumns, Trip} from "../types.js" */

/** @import {Column} from "./line.js" */

/** @typedef {{ line: Line, cut: number, alone: boolean }} Replaced */

export class Store {
  /** @param {number} minutes @param {number} servers */
  constructor(minutes, servers) {
    this.minutes = minutes;
    /** @type {[number, number][]} epoch and cut, ascending */
    this.epochs = [[0, 0]];
    /** @type {Map<number, Map<number, Segment>>} by epoch, then by minute */
    this.held = new Map();
    this.line = new Line(minutes, servers);
    /** The run left alone. */
    this.ghost = new Line(minutes, 0, ["pnl_exit"]);
    /** @type {Replaced | null} what the last act replaced, as far as it was here */
    this.replaced = null;
    /** @type {(string | undefined)[]} what fills each minute of the line */
    this.filled = new Array(minutes);
    /** @type {[Segment | undefined, number][]} the same, and how many frames of it hold */
    this.shown = Array.from({ length: minutes }, () => [undefined, 0]);
    /** Counts every change of what the line or the ghost shows. */
    this.version = 0;
  }

  /** Whether it is as large as that; a new one takes a while. @param {number} minutes @param {number} servers */
  fits(minutes, servers) {
    return this.minutes === minutes && this.line.servers.length === servers;
  }

  /** @param {[number, number][]} epochs @param {number} cut from where on they are others */
  setEpochs(epochs, cut = 0) {
    this.line.forgetOutline(Math.floor(cut / 60));
    this.epochs = epochs.map(
      ([epoch, cut]) => /** @type {[number, number]} */ ([epoch, cut]),
    );
    this.epochs.sort((a, b) => a[0] - b[0]);
    this.prune();
    this.refill(0);
  }

  /**
   * Takes in that the future from `cut` on was replaced. Says whether it was news.
   * @param {number} epoch @param {number} cut
   */
  addEpoch(epoch, cut) {
    if (this.epochs.some(([known]) => known === epoch)) return false;
    this.keep(cut);
    this.setEpochs([...this.epochs, [epoch, cut]], cut);
    return true;
  }

  /**
   * Keeps the future that is about to be replaced, to compare with. Two acts at one second
   * are one decision: what the first left half computed compares with nothing.
   * @param {number} cut @private
   */
  keep(cut) {
    const until = this.line.lastKnown(this.minutes * 60 - 1);
    const before = this.replaced;
    const again = before && Math.abs(before.cut - cut) <= 1;
    if (again && until < before.line.lastKnown(this.minutes * 60 - 1)) return;
    const line = new Line(this.minutes, 0, ["pnl_exit"]);
    line.columns.pnl_exit.set(this.line.columns.pnl_exit);
    line.known.set(this.line.known);
    this.replaced = { line, cut, alone: this.epochs.length === 1 };
  }

  /** @param {Segment} segment */
  add(segment) {
    if (segment.minute >= this.minutes || this.outdated(segment)) return;
    const ofEpoch = this.held.get(segment.epoch) ?? new Map();
    if (ofEpoch.has(segment.minute)) return;
    ofEpoch.set(segment.minute, segment);
    this.held.set(segment.epoch, ofEpoch);
    if (segment.epoch === 0) this.ghost.fill(segment.minute, segment, 60);
    this.version++;
    this.refillMinute(segment.minute);
  }

  /** How the minutes that are not here yet end. @param {OutlinePart[]} parts */
  outline(parts) {
    for (const { epoch, first, columns } of parts) {
      const ends = rows(columns);
      for (const [i, end] of ends.entries()) {
        const minute = first + i;
        if (minute >= this.minutes) break;
        if (epoch === 0) this.ghost.outline(minute, end);
        if (this.epochOf(minute) === epoch) this.line.outline(minute, end);
      }
    }
    this.version++;
  }

  /** The epoch that a minute belongs to. @param {number} minute */
  epochOf(minute) {
    let newest = 0;
    for (const [epoch, cut] of this.epochs) {
      if (cut < 60 * (minute + 1)) newest = Math.max(newest, epoch);
    }
    return newest;
  }

  /**
   * Up to which tick the frames of an epoch still hold.
   * @param {number} epoch
   */
  validUntil(epoch) {
    const later = this.epochs.filter(([other]) => other > epoch);
    return Math.min(Infinity, ...later.map(([, cut]) => cut));
  }

  /** @param {number} epoch @param {number} minute */
  segment(epoch, minute) {
    return this.held.get(epoch)?.get(minute);
  }

  /**
   * Whether nothing of a segment can ever be shown again. The run left alone stays.
   * @param {{ epoch: number, minute: number }} segment @private
   */
  outdated({ epoch, minute }) {
    return epoch !== 0 && this.validUntil(epoch) <= minute * 60;
  }

  /** Many acts must not fill the memory. @private */
  prune() {
    for (const minutes of this.held.values()) {
      for (const [minute, segment] of minutes) {
        if (this.outdated(segment)) minutes.delete(minute);
      }
    }
  }

  /** @param {number} first @private */
  refill(first) {
    for (let minute = first; minute < this.minutes; minute++) this.refillMinute(minute);
  }

  /** @param {number} minute @private */
  refillMinute(minute) {
    const [segment, frames] = this.best(minute);
    const key = segment ? `${segment.epoch}:${frames}` : undefined;
    if (key === this.filled[minute]) return;
    this.filled[minute] = key;
    this.shown[minute] = [segment, frames];
    this.line.fill(minute, segment, frames);
    this.version++;
  }

  /**
   * The segment that tells most of a minute, and how many of its frames hold.
   * @param {number} minute @returns {[Segment | undefined, number]} @private
   */
  best(minute) {
    const whole = this.segment(this.epochOf(minute), minute);
    if (whole) return [whole, 60];
    /** @type {[Segment | undefined, number]} */
    let best = [undefined, 0];
    for (const [epoch] of this.epochs) {
      const segment = this.segment(epoch, minute);
      const frames = Math.min(60, this.validUntil(epoch) - minute * 60);
      if (segment && frames > best[1]) best = [segment, frames];
    }
    return best;
  }

  /** Whether every minute of the line is there. */
  complete() {
    return this.line.known.every((frames) => frames === 60);
  }

  /**
   * The last whole minute before a frame, and what is told once at its end; nothing while
   * it is missing.
   * @param {number} frame @returns {Segment | undefined}
   */
  closing(frame) {
    const minute = Math.floor((frame + 1) / 60) - 1;
    return this.line.known[minute] === 60 ? this.shown[minute]?.[0] : undefined;
  }

  /**
   * The stocks as at the end of the last whole minute before a frame.
   * @param {number} frame @returns {StockColumns | undefined}
   */
  stocks(frame) {
    return this.closing(frame)?.stocks;
  }

  /**
   * The guardrails' trips up to a frame, the first first.
   * @param {number} frame @returns {Trip[]}
   */
  trips(frame) {
    return this.shown.flatMap(([segment, frames], minute) => {
      const end = Math.min(frame + 1, minute * 60 + frames);
      return (segment?.trips ?? []).filter(({ tick }) => tick < end);
    });
  }

  /** What the next `hello` says is held. */
  have() {
    return ranges(this.pairs(() => true));
  }

  /**
   * The digest of what the server expects here: the line and the run left alone, of a
   * paced run the minutes that begin before the tick `until`.
   * @param {number} until
   */
  digest(until = Infinity) {
    return digest(
      ranges(
        this.pairs(
          (epoch, minute) =>
            minute * 60 < until && (epoch === 0 || this.epochOf(minute) === epoch),
        ),
      ),
    );
  }

  /**
   * @param {(epoch: number, minute: number) => boolean} wanted
   * @returns {Generator<[number, number]>} @private
   */
  *pairs(wanted) {
    for (const [epoch, minutes] of this.held) {
      for (const minute of minutes.keys()) {
        if (wanted(epoch, minute)) yield [epoch, minute];
      }
    }
  }
}

/**
 * Columns as rows.
 * @param {OutlinePart["columns"]} columns @returns {Partial<Record<Column, number>>[]}
 */
function rows(columns) {
  const named = Object.entries(columns);
  const length = Math.max(0, ...named.map(([, values]) => values.length));
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(named.map(([name, values]) => [name, values[i]])),
  );
}
