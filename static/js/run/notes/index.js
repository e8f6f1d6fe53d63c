// @ts-check
/** Notes: what the page holds of them, how it keeps up, and what people do with them. */

import { NoteBook, badges, brief, chosen, ANY, span } from "./notes.model.js";
import { NotesSheet } from "./notes.js";
import { _ } from "../../core/words.js";
import { authorName } from "./note_form.js";
import { byId, widthOf } from "../../kit/dom.js";
import { newId } from "../../net/protocol.js";
import { noteBadges } from "./note_badges.js";
import { noteLane } from "./note_lane.js";
import { notesOf } from "./notes.api.js";
import { placed } from "./note_place.js";
import { styled } from "../../kit/lazy.js";
import { toast } from "../../kit/toasts.js";
import { disclosedUntil } from "../../core/spoilers.js";

/** @import {Note, RunContext} from "../../types.js" */
/** @import {NoteActions} from "./note_card.js" */
/** @import {NewNote} from "./notes.api.js" */

/** A hint is on its way while the heartbeat knows already: so long it is waited for. */
const PATIENCE = 1500;
const WRITERS = ["host", "operate", "fork", "comment"];

/** @type {Promise<Notes> | null} */
let coming = null;

/** The notes of this page, made once. @param {RunContext} context */
export function notes(context) {
  coming ??= made(context).catch((error) => {
    coming = null;
    throw error;
  });
  return coming;
}

/** @param {RunContext} context */
export const open = async (context) => (await notes(context)).sheet.open();

/** @param {RunContext} context */
async function made(context) {
  await styled(byId("line").dataset["notes"]);
  const own = new Notes(context);
  own.enter();
  await own.keepUp();
  return own;
}

class Notes {
  book = new NoteBook();
  drawBadges = noteBadges();
  /** Whether the server is being asked. */
  asking = false;
  /** Whether it has answered: from then on a note that comes is news. */
  read = false;
  /** What the sheet lists: it is made anew where that is another. */
  listed = "";

  /** @param {RunContext} context */
  constructor({ run, key, session, operator, scheduler }) {
    this.session = session;
    this.operator = operator;
    this.scheduler = scheduler;
    this.api = notesOf(run, key);
    this.sheet = new NotesSheet(session, this.book, {
      card: this.cardActions(),
      mayWrite: () => this.mayWrite(),
      write: (written, place) => this.write({ ...written, ...place }),
    });
  }

  /** Takes its places on the page. */
  enter() {
    const { scheduler, sheet } = this;
    placed(sheet.element);
    const drawLane = noteLane(({ note }) => {
      this.operator.seek(note.at);
      this.show(note.id);
    });
    scheduler.add({
      name: "notes-lane",
      kind: "text",
      every: 500,
      key: () => this.laneKey(),
      draw: () => drawLane(this.told()),
    });
    scheduler.add({
      name: "notes-list",
      kind: "text",
      every: 250,
      key: (t) => `${this.content()}:${Math.floor(t)}:${this.session.view.clock.loop}`,
      draw: (t) => this.follow(t),
    });
    this.session.noted = (note) => this.take(note);
  }

  laneKey() {
    const { view } = this.session;
    const width = widthOf(byId("line"));
    return [this.book.version, width, view.hide && disclosedUntil(view)].join();
  }

  /** What the list is made of. @private */
  content() {
    const { role, view } = this.session;
    return `${this.book.version}:${role}:${view.hide}`;
  }

  /** The threads that the moment lets be told. @private */
  told() {
    return chosen(this.book.threads(), ANY, disclosedUntil(this.session.view));
  }

  /** @param {number} t @private */
  follow(t) {
    const now = this.content();
    if (now !== this.listed) this.sheet.refresh();
    this.listed = now;
    this.sheet.draw(t);
    this.drawBadges(badges(this.told(), t), () => this.sheet.open());
  }

  /** A change that somebody was told of, we or all. @param {Note} note @private */
  take(note) {
    const isNew = !this.book.notes.has(note.id);
    if (!this.book.enter(note)) return;
    this.scheduler.touch();
    if (isNew && this.read) this.tell(note);
  }

  /** The note that made somebody fetch all this. @param {Note} note */
  heard(note) {
    if (this.book.notes.has(note.id)) this.tell(note);
    else this.take(note);
  }

  /** Says what somebody else wrote. @param {Note} note @private */
  tell(note) {
    if (this.book.mine(note) || note.deleted) return;
    if (note.at > disclosedUntil(this.session.view)) return;
    const words = _("{author}, {time}: {words}", {
      author: note.author,
      time: span(note),
      words: brief(note, 80),
    });
    if (this.sheet.isOpen()) return this.sheet.say(words);
    const press = () => this.show(note.answers ?? note.id);
    toast(words, { words: _("Show"), press });
  }

  /** @param {string} id @private */
  show(id) {
    if (!this.sheet.isOpen()) this.sheet.open();
    this.sheet.show(id);
  }

  toggle() {
    if (this.sheet.isOpen()) this.sheet.close();
    else this.sheet.open();
  }

  /** The heartbeat counts other notes than we hold. */
  heed() {
    if (this.asking || this.agrees()) return;
    setTimeout(() => {
      if (!this.agrees()) void this.keepUp();
    }, PATIENCE);
  }

  agrees() {
    return this.book.agrees(this.session.notes, this.session.until);
  }

  async keepUp() {
    if (this.asking) return;
    this.asking = true;
    try {
      await this.readOn();
    } catch (error) {
      if (!this.read) toast(said(error));
    } finally {
      this.asking = false;
      this.sheet.refresh();
      this.scheduler.touch();
    }
  }

  /** Asks for what is missing, and for all where that was not enough. @private */
  async readOn() {
    const { me, notes } = await this.api.since(this.book.newest());
    this.book.me = new Set(me);
    for (const note of notes) this.take(note);
    if (!this.agrees()) this.book.replace((await this.api.since(0)).notes);
    this.read = true;
  }

  mayWrite() {
    return WRITERS.includes(this.session.role);
  }

  /** @private @returns {NoteActions} */
  cardActions() {
    const { api } = this;
    return {
      jump: (t) => this.operator.seek(t),
      answer: (note, written) => this.write({ ...written, answers: note.id }),
      edit: (note, text) => this.written(api.edit(note, text)),
      settle: (note) => orTell(this.settle(note)),
      remove: (note) => orTell(this.remove(note)),
      wordings: (note) => api.wordings(note),
      may: (note) => this.may(note),
    };
  }

  /** What may be done with a note. @param {Note} note @private */
  may(note) {
    const write = this.mayWrite();
    const edit = write && this.book.mine(note);
    return { write, edit, remove: edit || (write && this.session.role === "host") };
  }

  /** @param {Omit<NewNote, "command_id">} note @private */
  write(note) {
    return this.written(this.api.write({ ...note, command_id: newId() }));
  }

  /** A change by which the note is ours. @param {Promise<Note>} change @private */
  async written(change) {
    const note = await change;
    this.book.me.add(note.by);
    this.take(note);
  }

  /** Resolves it, or opens it again. @param {Note} note @private */
  async settle(note) {
    const who = authorName() || _("Somebody");
    this.take(await this.api.resolve(note, note.resolved === null, who));
  }

  /** @param {Note} note @private */
  async remove(note) {
    this.take(await this.api.remove(note));
    const back = async () => this.take(await this.api.restore(note));
    const press = () => void orTell(back());
    toast(_("Note deleted"), { words: _("Undo"), press });
  }
}

/** For what has no form that could say it. @param {Promise<void>} change */
const orTell = (change) => change.catch((error) => toast(said(error)));

/** @param {unknown} error */
const said = (error) => (error instanceof Error ? error.message : String(error));
