// @ts-check
/** Reading the tape: one question at a time, the newest next, and pages put together. */

/** @import {Execution, TapePage} from "../../../types.js" */

/**
 * Which executions are wanted: a second, and perhaps only a server's or a stock's.
 * @typedef {object} TapeQuery
 * @property {number} tick
 * @property {number} epoch of the run: another one may have another second
 * @property {number | null} server
 * @property {string | null} symbol
 */

/** @typedef {(query: TapeQuery, after: number) => Promise<TapePage>} FetchPage */
/** @typedef {"nothing" | "loading" | "rows" | "empty" | "failed"} TapeKind */

/** @param {TapeQuery | null} query */
const keyOf = (query) => JSON.stringify(query);

export class TapeReader {
  /** @param {FetchPage} fetchPage @param {() => void} changed told of every new state */
  constructor(fetchPage, changed) {
    this.fetchPage = fetchPage;
    this.changed = changed;
    /** @type {TapeKind} */
    this.kind = "nothing";
    /** @type {TapeQuery | null} what is shown, or asked for */
    this.query = null;
    /** @type {TapePage | null} the newest page of it */
    this.page = null;
    /** @type {Execution[]} */
    this.rows = [];
    this.failure = "";
    /** @type {TapeQuery | null} what to ask for once the answer is there */
    this.next = null;
    this.busy = false;
  }

  /** Shows another second, or the same with another choice. @param {TapeQuery} query */
  want(query) {
    const latest = this.busy ? this.next : this.query;
    if (keyOf(query) === keyOf(latest)) return;
    this.next = query;
    if (!this.busy) void this.begin();
  }

  /** The page after the last one. */
  more() {
    if (!this.busy && this.page?.next) void this.load(this.page.next);
  }

  /** The same question again. */
  retry() {
    if (this.busy || !this.query) return;
    this.next = this.query;
    void this.begin();
  }

  /** @private */
  async begin() {
    while (this.next) {
      this.query = this.next;
      this.page = null;
      this.rows = [];
      await this.load(0);
      if (keyOf(this.next) === keyOf(this.query)) this.next = null;
    }
  }

  /** @param {number} after @private */
  async load(after) {
    const query = this.query;
    if (!query) return;
    this.busy = true;
    this.tell("loading");
    try {
      this.page = await this.fetchPage(query, after);
      this.rows.push(...this.page.executions);
      this.failure = "";
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.busy = false;
    if (this.failure) this.tell("failed");
    else this.tell(this.rows.length ? "rows" : "empty");
  }

  /** @param {TapeKind} kind @private */
  tell(kind) {
    this.kind = kind;
    this.changed();
  }
}
