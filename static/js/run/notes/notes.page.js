// @ts-check
/** Notes: what the page holds of them, how it keeps up, and what people do with them. */

import { NoteBook, badges, brief, chosen, ANY, span } from "./notes.model.js";
import { _ } from "../../core/words.js";
import { authorName } from "./note_form.js";
import { byId } from "../../kit/dom.js";
import { newId } from "../../replay/ids.page.js";
import { noteBadges } from "./note_badges.js";
import { noteLane } from "./note_lane.js";
import { notesOf } from "./notes.api.js";
import { notesSheet } from "./notes.js";
import { placed } from "./note_place.js";
import { styled } from "../panels/lazy_views.page.js";
import { toast } from "../../kit/toasts.js";
import { toldUntil } from "../../core/spoilers.js";

/** @import {Note} from "../../types.js" */
/** @import {NoteActions} from "./note_card.js" */
/** @import {Thread} from "./notes.model.js" */
/** @import {Context} from "../page/run_menu.page.js" */

/** A hint is on its way while the heartbeat knows already: so long it is waited for. */
const PATIENCE = 1500;
const WRITERS = ["host", "operate", "fork", "comment"];

/** @type {ReturnType<typeof made> | null} */
let coming = null;

/** The notes of this page, made once. @param {Context} context */
export function notes(context) {
  coming ??= made(context).catch((error) => {
    coming = null;
    throw error;
  });
  return coming;
}

/** @param {Context} context */
export const open = async (context) => (await notes(context)).open();

/** @param {Context} context */
async function made({ run, key, session, operator, scheduler }) {
  const book = new NoteBook();
  const api = notesOf(run, key);
  let asking = false;
  let read = false;
  await styled(byId("line").dataset["notes"] ?? "");

  /** A change that somebody was told of, we or all. @param {Note} note */
  function enter(note) {
    const isNew = !book.notes.has(note.id);
    if (!book.enter(note)) return;
    scheduler.touch();
    if (isNew && read && !book.mine(note) && !note.deleted) tell(note);
  }

  /** @param {Note} note */
  function tell(note) {
    if (note.at > toldUntil(session.view)) return;
    const words = _("{author}, {time}: {words}", {
      author: note.author,
      time: span(note),
      words: brief(note, 80),
    });
    if (sheet.isOpen()) return sheet.say(words);
    toast(words, { words: _("Show"), press: () => show(note.answers ?? note.id) });
  }

  /** Asks for what is missing, and for all where that was not enough. */
  async function keepUp() {
    if (asking) return;
    asking = true;
    try {
      const page = await api.since(book.newest());
      book.me = new Set(page.me);
      for (const note of page.notes) enter(note);
      if (!book.agrees(session.notes, session.until)) {
        book.replace((await api.since(0)).notes);
      }
      read = true;
    } catch (error) {
      if (!read) toast(said(error));
    } finally {
      asking = false;
      sheet.refresh();
      scheduler.touch();
    }
  }

  function heed() {
    if (asking || book.agrees(session.notes, session.until)) return;
    setTimeout(() => {
      if (!book.agrees(session.notes, session.until)) void keepUp();
    }, PATIENCE);
  }

  /** @param {Promise<Note>} change @returns {Promise<Note>} */
  async function done(change) {
    const note = await change;
    book.me.add(note.by);
    enter(note);
    return note;
  }

  /** For what has no form that could say it. @param {Promise<unknown>} change */
  const orTell = (change) => change.catch((error) => toast(said(error)));
  const mayWrite = () => WRITERS.includes(session.role);

  /** @type {NoteActions} */
  const card = {
    jump: (t) => operator.seek(t),
    answer: (note, written) =>
      done(api.write({ ...written, command_id: newId(), answers: note.id })),
    edit: (note, text) => done(api.edit(note, text)),
    settle: (note) =>
      orTell(
        settled(
          api.resolve(note, note.resolved === null, authorName() || _("Somebody")),
        ),
      ),
    remove: (note) => orTell(removed(note)),
    wordings: (note) => api.wordings(note),
    may: (note) => ({
      write: mayWrite(),
      edit: mayWrite() && book.mine(note),
      remove: mayWrite() && (book.mine(note) || session.role === "host"),
    }),
  };

  /** @param {Promise<Note>} change of which the note stays its author's */
  async function settled(change) {
    enter(await change);
  }

  /** @param {Note} note */
  async function removed(note) {
    enter(await api.remove(note));
    const back = () => void orTell(settled(api.restore(note)));
    toast(_("Note deleted"), { words: _("Undo"), press: back });
  }

  const sheet = notesSheet(session, book, {
    card,
    mayWrite,
    write: (written, place) =>
      done(api.write({ ...written, ...place, command_id: newId() })),
  });
  placed(sheet.element);
  const drawLane = noteLane(({ note }) => {
    operator.seek(note.at);
    show(note.id);
  });
  const drawBadges = noteBadges();
  const told = () => chosen(book.threads(), ANY, toldUntil(session.view));

  /** @param {string} id */
  function show(id) {
    if (!sheet.isOpen()) sheet.open();
    sheet.show(id);
  }

  enterLane(
    scheduler,
    () => told(),
    drawLane,
    () =>
      [
        book.version,
        byId("line").clientWidth,
        session.view.hide && toldUntil(session.view),
      ].join(),
  );
  scheduler.add({
    name: "notes-list",
    kind: "text",
    every: 250,
    key: (t) =>
      `${book.version}:${session.role}:${Math.floor(t)}:${session.view.clock.loop}`,
    draw: follow,
  });
  let listed = "";

  /** @param {number} t */
  function follow(t) {
    const now = `${book.version}:${session.role}:${session.view.hide}`;
    if (now !== listed) sheet.refresh();
    listed = now;
    sheet.draw(t);
    drawBadges(badges(told(), t), sheet.open);
  }

  /** The note that made somebody fetch all this. @param {Note} note */
  function heard(note) {
    if (!book.notes.has(note.id)) return enter(note);
    if (!book.mine(note) && !note.deleted) tell(note);
  }

  session.noted = enter;
  await keepUp();
  return {
    heed,
    heard,
    open: sheet.open,
    toggle: () => (sheet.isOpen() ? sheet.close() : sheet.open()),
  };
}

/** @param {import("../../core/scheduler.js").Scheduler} scheduler @param {() => Thread[]} told @param {(threads: Thread[]) => void} draw @param {() => string} key */
function enterLane(scheduler, told, draw, key) {
  scheduler.add({
    name: "notes-lane",
    kind: "text",
    every: 500,
    key,
    draw: () => draw(told()),
  });
}

/** @param {unknown} error */
const said = (error) => (error instanceof Error ? error.message : String(error));
