// @ts-check
/** The notes beside the run: read, filtered, followed by the clock, written. */

import { ANY, authors, chosen, isNow } from "./notes.model.js";
import { button, make, setText } from "../../kit/dom.js";
import { escapable } from "../../kit/escape.js";
import { NoteComposer } from "./note_composer.js";
import { NoteFilters } from "./note_filters.js";
import { _ } from "../../core/words.js";
import { noteCard } from "./note_card.js";
import { disclosedUntil } from "../../core/spoilers.js";

/** @import {Session} from "../../core/session.js" */
/** @import {NoteActions} from "./note_card.js" */
/** @import {Writing} from "./note_composer.js" */
/** @import {Choice, NoteBook, Thread} from "./notes.model.js" */

/** @typedef {Writing & { card: NoteActions }} SheetActions */

/**
 * A thread as it is listed, and what it was made of.
 * @typedef {{ card: HTMLElement, form: string }} Listed
 */

export class NotesSheet {
  /** @type {Choice} */
  choice = { ...ANY, state: "open" };
  title = make("h2", { id: "notes-title", tabindex: "-1" }, _("Notes"));
  empty = make("p", { class: "note-empty" });
  list = make("ol", { class: "note-list", tabindex: "-1" });
  watching = make("p", { class: "note-hint", hidden: "" }, onlyWatching());
  /** For those who hear the page. */
  heard = make("p", { class: "sr", role: "status" });
  /** By the id of the note. @type {Map<string, Listed>} */
  cards = new Map();
  /** Which notes are of the moment. */
  shown = "";
  /** Escape has nothing to close any more. */
  closed = () => {};
  /** What had the focus before. @type {Element | null} */
  before = null;

  /** @param {Session} session @param {NoteBook} book @param {SheetActions} actions */
  constructor(session, book, actions) {
    this.session = session;
    this.book = book;
    this.actions = actions;
    this.filters = new NoteFilters(this.choice, () => this.refresh());
    this.composer = new NoteComposer(session, actions);
    this.element = this.made();
    this.element.addEventListener("written", ({ target }) => this.written(target));
    document.body.append(this.element, this.heard);
  }

  /** @private */
  made() {
    const press = () => this.close();
    const close = button(_("Close"), press, { class: "btn", id: "notes-close" });
    return make(
      "aside",
      { class: "notes", id: "notes", "aria-labelledby": "notes-title", hidden: "" },
      make("header", {}, this.title, close),
      this.filters.element,
      this.empty,
      this.list,
      this.composer.element,
      this.watching,
    );
  }

  isOpen() {
    return !this.element.hidden;
  }

  open() {
    this.before = document.activeElement;
    this.closed();
    this.closed = escapable(this.element, () => this.close());
    this.element.hidden = false;
    this.refresh();
    this.title.focus();
  }

  close() {
    this.closed();
    this.element.hidden = true;
    if (this.before instanceof HTMLElement) this.before.focus();
  }

  /** @param {string} words for those who hear the page */
  say(words) {
    setText(this.heard, words);
  }

  /** Draws what changed. */
  refresh() {
    if (!this.isOpen()) return;
    const all = this.book.threads();
    const threads = chosen(all, this.choice, disclosedUntil(this.session.view));
    this.cards = new Map(threads.map((own) => [own.note.id, this.listed(own)]));
    arrange(
      this.list,
      [...this.cards.values()].map(({ card }) => card),
    );
    this.filters.fill(authors(all));
    this.sayWhatIsThere(threads.length, all.length);
    this.mark(this.session.view.time());
  }

  /** A card in which somebody writes is left as it is. @param {Thread} thread @returns {Listed} @private */
  listed(thread) {
    const form = JSON.stringify([thread, this.session.role]);
    const known = this.cards.get(thread.note.id);
    const kept = known && (known.form === form || known.card.querySelector("form"));
    return kept ? known : { card: noteCard(thread, this.actions.card), form };
  }

  /** @param {number} shown threads @param {number} all of them @private */
  sayWhatIsThere(shown, all) {
    const mayWrite = this.actions.mayWrite();
    this.empty.hidden = shown > 0;
    setText(this.empty, nothing(all, mayWrite));
    this.composer.element.hidden = !mayWrite;
    this.watching.hidden = mayWrite;
  }

  /** A form in a card was sent or cancelled. @param {EventTarget | null} target @private */
  written(target) {
    const own = target instanceof Element ? target.closest(".remark") : null;
    this.refresh();
    const id = own instanceof HTMLElement ? own.dataset["note"] : "";
    this.cards.get(id ?? "")?.card.focus({ preventScroll: true });
  }

  /** Which notes are of the moment; the list follows them. @param {number} t */
  draw(t) {
    if (!this.isOpen()) return;
    this.composer.draw();
    const before = this.shown;
    const now = this.mark(t);
    if (this.shown === before) return;
    const first = this.cards.get(now[0] ?? "")?.card;
    if (first && !this.element.querySelector("form :focus")) into(this.list, first);
  }

  /** @param {number} t @private */
  mark(t) {
    const now = [...this.cards.keys()].filter((id) => {
      const note = this.book.notes.get(id);
      return note && isNow(note, t);
    });
    this.shown = now.join();
    for (const [id, { card }] of this.cards)
      card.classList.toggle("now", now.includes(id));
    return now;
  }

  /** Brings one note into view, whatever is filtered. @param {string} id */
  show(id) {
    if (!this.cards.has(id)) {
      Object.assign(this.choice, ANY);
      this.refresh();
    }
    const card = this.cards.get(id)?.card;
    if (!card) return;
    into(this.list, card);
    card.focus({ preventScroll: true });
  }
}

const onlyWatching = () =>
  _("Writing takes a link to comment, from the host of this run.");

/** @param {number} all @param {boolean} mayWrite */
function nothing(all, mayWrite) {
  if (all) return _("No note is of this choice.");
  return mayWrite
    ? _("No notes yet. Write the first, at the moment on the screen.")
    : _("No notes yet.");
}

/** Only what moved is touched, so that focus and scrolling stay. @param {HTMLElement} list @param {HTMLElement[]} wanted */
function arrange(list, wanted) {
  for (const old of [...list.children]) {
    if (old instanceof HTMLElement && !wanted.includes(old)) old.remove();
  }
  wanted.forEach((card, i) => {
    if (list.children[i] !== card) list.insertBefore(card, list.children[i] ?? null);
  });
}

/** Scrolls the list and nothing else. @param {HTMLElement} list @param {HTMLElement} card */
function into(list, card) {
  const box = list.getBoundingClientRect();
  const own = card.getBoundingClientRect();
  if (own.top < box.top || own.bottom > box.bottom)
    list.scrollTop += own.top - box.top - 8;
}
