// @ts-check
/** The notes of a run: what this page holds of them, and in which order they are shown. */

import { hms } from "../../core/format.js";

/** @import {Note, NotesStand, ProseNode} from "../../types.js" */

/** A note about one second is of this moment for so many seconds. */
const LINGERS = 10;

/**
 * A note with what was answered, oldest first.
 * @typedef {{ note: Note, answers: Note[] }} Thread
 */

/**
 * Which threads are shown.
 * @typedef {object} Choice
 * @property {"open" | "resolved" | "all"} state
 * @property {string} panel "" is any
 * @property {string} author a mark (`by`), "" is any
 * @property {string} text in any case
 */

/** @type {Choice} */
export const ANY = { state: "all", panel: "", author: "", text: "" };

/** The last second that a note speaks of. @param {Note} note */
export const endOf = ({ at, last }) => last ?? at;

/** Notes by their id; of each the newest that was told. */
export class NoteBook {
  constructor() {
    /** @type {Map<string, Note>} */
    this.notes = new Map();
    /** The marks of what this browser wrote. @type {Set<string>} */
    this.me = new Set();
    /** Counts every change. */
    this.version = 0;
  }

  /** Whether it was news. @param {Note} note */
  enter(note) {
    const known = this.notes.get(note.id);
    if (known && known.number >= note.number) return false;
    this.notes.set(note.id, note);
    this.version++;
    return true;
  }

  /** All that there is: what else was held is forgotten. @param {Note[]} notes */
  replace(notes) {
    this.notes = new Map(notes.map((note) => [note.id, note]));
    this.version++;
  }

  /** The number after which there may be more. */
  newest() {
    return Math.max(0, ...[...this.notes.values()].map(({ number }) => number));
  }

  /**
   * Whether this is all that is told to everybody: our own notes of what is to come are
   * not counted there.
   * @param {NotesStand} stand @param {number | null} until as a heartbeat says it
   */
  agrees([newest, total], until) {
    const told = [...this.notes.values()].filter(
      (note) => endOf(note) <= (until ?? Infinity),
    );
    const most = Math.max(0, ...told.map(({ number }) => number));
    return most === newest && told.length === total;
  }

  /** @param {Note} note */
  mine(note) {
    return this.me.has(note.by);
  }

  /** In the order of the morning; a deleted note is there while it has answers. @returns {Thread[]} */
  threads() {
    const all = [...this.notes.values()].sort(
      (a, b) => a.at - b.at || a.created - b.created,
    );
    const answers = all.filter((note) => note.answers && !note.deleted);
    return all
      .filter((note) => !note.answers)
      .map((note) => ({ note, answers: answers.filter((a) => a.answers === note.id) }))
      .filter((thread) => !thread.note.deleted || thread.answers.length > 0);
  }
}

/**
 * The threads that were chosen, and none beyond what may be told.
 * @param {Thread[]} threads @param {Choice} choice @param {number} [told]
 */
export function chosen(threads, { state, panel, author, text }, told = Infinity) {
  const wanted = text.trim().toLocaleLowerCase();
  return threads.filter(({ note, answers }) => {
    const all = [note, ...answers];
    return (
      note.at <= told &&
      (state === "all" || (state === "resolved") === isResolved(note)) &&
      (!panel || note.panel === panel) &&
      (!author || all.some(({ by }) => by === author)) &&
      (!wanted || all.some((one) => says(one, wanted)))
    );
  });
}

/** @param {Note} note @param {string} wanted in lower case */
const says = ({ text, author }, wanted) =>
  `${author}\n${text}`.toLocaleLowerCase().includes(wanted);

/** @param {Note} note */
export const isResolved = ({ resolved }) => resolved !== null;

/** Whether a note is of the moment on the screen. @param {Note} note @param {number} t */
export const isNow = ({ at, last }, t) =>
  at <= t && t < (last === null ? at + LINGERS : last + 1);

/** Who wrote here, by mark, each under the newest name. @param {Thread[]} threads */
export function authors(threads) {
  const all = threads.flatMap(({ note, answers }) => [note, ...answers]);
  const named = all
    .filter(({ deleted }) => !deleted)
    .sort((a, b) => a.created - b.created);
  return [...new Map(named.map(({ by, author }) => [by, author]))]
    .map(([by, author]) => ({ by, author }))
    .sort((a, b) => a.author.localeCompare(b.author));
}

/**
 * Marks on the timeline: threads that would stand on each other share one.
 * @param {Thread[]} threads in the order of the morning
 * @param {(t: number) => number} place in pixels @param {number} room that a mark needs
 * @returns {Thread[][]}
 */
export function clusters(threads, place, room) {
  /** @type {Thread[][]} */
  const found = [];
  let from = -Infinity;
  for (const thread of threads) {
    const x = place(thread.note.at);
    if (x - from < room) found.at(-1)?.push(thread);
    else {
      found.push([thread]);
      from = x;
    }
  }
  return found;
}

/** How many open threads each panel has at a second. @param {Thread[]} threads @param {number} t */
export function badges(threads, t) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { note } of threads) {
    if (!note.panel || note.deleted || isResolved(note) || !isNow(note, t)) continue;
    counts[note.panel] = (counts[note.panel] ?? 0) + 1;
  }
  return counts;
}

/** When it is: "9:41:00", or "9:41:00–9:42:00". @param {{ at: number, last: number | null }} place */
export const span = ({ at, last }) =>
  last === null ? hms(at) : `${hms(at)}–${hms(last)}`;

/** Tags whose words stand apart from what follows. */
const APART = new Set(["p", "li", "pre", "br", "blockquote"]);

/** The words of a tree without their markup. @param {ProseNode[]} tree @returns {string} */
const plain = (tree) =>
  tree
    .map((node) => {
      if (typeof node === "string") return node;
      return plain(node.inside) + (APART.has(node.tag) ? " " : "");
    })
    .join("");

/** The words of a note in one line, short. @param {Note} note @param {number} [most] */
export function brief({ tree }, most = 120) {
  const letters = [...plain(tree).trim().replace(/\s+/g, " ")];
  if (letters.length <= most) return letters.join("");
  return `${letters.slice(0, most - 1).join("")}…`;
}
