// @ts-check
/** The notes beside the run: read, filtered, followed by the clock, written. */

import { ANY, authors, chosen, isNow, span } from "./notes.model.js";
import { PANELS, panelWords } from "../panels/panels.model.js";
import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { noteCard } from "./note_card.js";
import { noteForm } from "./note_form.js";
import { toldUntil } from "../../core/spoilers.js";

/** @import {Session} from "../../core/session.js" */
/** @import {Choice, NoteBook} from "./notes.model.js" */
/** @import {NoteActions} from "./note_card.js" */
/** @import {Written} from "./note_form.js" */

/** @typedef {{ at: number, last: number | null }} Place */

/**
 * @typedef {object} SheetActions
 * @property {NoteActions} card
 * @property {(written: Written, place: Place & { panel: string }) => Promise<unknown>} write
 * @property {() => boolean} mayWrite
 */

/** @param {Session} session @param {NoteBook} book @param {SheetActions} actions */
export function notesSheet(session, book, actions) {
  /** @type {Choice} */
  const choice = { ...ANY, state: "open" };
  const { element: filters, fill: fillFilters } = filterRow(choice, refresh);
  const list = make("ol", { class: "note-list", tabindex: "-1" });
  const empty = make("p", { class: "note-empty" });
  const title = make("h2", { id: "notes-title", tabindex: "-1" }, _("Notes"));
  const heard = make("p", { class: "sr", role: "status" });
  const writing = composer(session, actions);
  const watching = make(
    "p",
    { class: "note-hint", hidden: "" },
    _("Writing takes a link to comment, from the host of this run."),
  );
  const sheet = make(
    "aside",
    { class: "notes", id: "notes", "aria-labelledby": "notes-title", hidden: "" },
    make(
      "header",
      {},
      title,
      button(_("Close"), close, { class: "btn", id: "notes-close" }),
    ),
    filters,
    empty,
    list,
    writing.element,
    watching,
  );
  /** @type {Map<string, { card: HTMLElement, form: string }>} */
  let cards = new Map();
  let shown = "";
  document.body.append(sheet, heard);
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  sheet.addEventListener("written", ({ target }) => {
    const own = target instanceof Element ? target.closest(".remark") : null;
    refresh();
    const id = own instanceof HTMLElement ? own.dataset["note"] : "";
    cards.get(id ?? "")?.card.focus({ preventScroll: true });
  });

  /** @type {Element | null} */
  let before = null;

  function open() {
    before = document.activeElement;
    sheet.hidden = false;
    refresh();
    title.focus();
  }

  function close() {
    sheet.hidden = true;
    if (before instanceof HTMLElement) before.focus();
  }

  /** Draws what changed; a card in which somebody writes is left as it is. */
  function refresh() {
    if (sheet.hidden) return;
    const all = book.threads();
    const threads = chosen(all, choice, toldUntil(session.view));
    /** @type {typeof cards} */
    const next = new Map();
    for (const thread of threads) {
      const form = JSON.stringify([thread, session.role]);
      const known = cards.get(thread.note.id);
      const kept = known && (known.form === form || known.card.querySelector("form"));
      next.set(
        thread.note.id,
        kept ? known : { card: noteCard(thread, actions.card), form },
      );
    }
    cards = next;
    arrange(
      list,
      [...cards.values()].map(({ card }) => card),
    );
    fillFilters(authors(all));
    empty.hidden = threads.length > 0;
    setText(empty, nothing(all.length, actions.mayWrite()));
    writing.refresh();
    watching.hidden = actions.mayWrite();
    mark(session.view.time());
  }

  /** Which notes are of the moment; the list follows them. @param {number} t */
  function draw(t) {
    if (sheet.hidden) return;
    writing.draw();
    const before = shown;
    const now = mark(t);
    if (shown === before) return;
    const first = cards.get(now[0] ?? "")?.card;
    if (first && !sheet.querySelector("form :focus")) into(list, first);
  }

  /** @param {number} t */
  function mark(t) {
    const now = [...cards.keys()].filter((id) => {
      const note = book.notes.get(id);
      return note && isNow(note, t);
    });
    shown = now.join();
    for (const [id, { card }] of cards) card.classList.toggle("now", now.includes(id));
    return now;
  }

  /** Brings one note into view, whatever is filtered. @param {string} id */
  function show(id) {
    if (!cards.has(id)) {
      Object.assign(choice, ANY);
      refresh();
    }
    const card = cards.get(id)?.card;
    if (!card) return;
    into(list, card);
    card.focus({ preventScroll: true });
  }

  return {
    open,
    close,
    refresh,
    draw,
    show,
    isOpen: () => !sheet.hidden,
    element: sheet,
    /** @param {string} words for those who hear the page */
    say: (words) => setText(heard, words),
  };
}

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

/** @param {Choice} choice that the row changes @param {() => void} changed */
function filterRow(choice, changed) {
  const states = pick(_("State"), [
    ["open", _("Open")],
    ["resolved", _("Resolved")],
    ["all", _("All")],
  ]);
  const panels = pick(_("Panel"), [
    ["", _("All panels")],
    ...PANELS.map((name) => /** @type {[string, string]} */ ([name, panelWords(name)])),
  ]);
  const people = pick(_("Author"), [["", _("Everybody")]]);
  const text = make("input", {
    type: "search",
    "aria-label": _("Search the notes"),
    placeholder: _("Search"),
  });

  function read() {
    choice.state = /** @type {Choice["state"]} */ (states.value);
    choice.panel = panels.value;
    choice.author = people.value;
    choice.text = text.value;
    changed();
  }

  for (const select of [states, panels, people])
    select.addEventListener("change", read);
  text.addEventListener("input", read);

  /** @param {{ by: string, author: string }[]} all */
  function fill(all) {
    const wanted = [{ by: "", author: _("Everybody") }, ...all];
    const words = (/** @type {HTMLOptionElement} */ o) => `${o.value} ${o.textContent}`;
    const now = [...people.options].map(words).join();
    if (now !== wanted.map(({ by, author }) => `${by} ${author}`).join()) {
      people.replaceChildren(
        ...wanted.map(({ by, author }) => make("option", { value: by }, author)),
      );
    }
    states.value = choice.state;
    panels.value = choice.panel;
    people.value = choice.author;
    if (text.value !== choice.text) text.value = choice.text;
  }

  const element = make("div", { class: "note-filters" }, states, panels, people, text);
  return { element, fill };
}

/** @param {string} label @param {[string, string][]} options */
const pick = (label, options) =>
  make(
    "select",
    { "aria-label": label },
    ...options.map(([value, words]) => make("option", { value }, words)),
  );

/** Where a new note is written; its moment is that of the first letter. @param {Session} session @param {SheetActions} actions */
function composer(session, { write, mayWrite }) {
  /** @type {number | null} */
  let at = null;
  const moment = make("b");
  const range = make("input", { type: "checkbox" });
  const rangeWords = make("span");
  const looped = make("label", { class: "choice", hidden: "" }, range, rangeWords);
  const panel = pick(
    _("About which panel"),
    ["", ...PANELS].map((name) => [name, panelWords(name)]),
  );
  const place = make("div", { class: "note-place" }, moment, panel, looped);
  const form = noteForm({
    label: _("A note for those who look at this moment"),
    send: _("Write the note"),
    place: [place],
    submit: async (written) => {
      await write(written, { ...here(), panel: panel.value });
      at = null;
      panel.value = "";
    },
  });
  form.field.addEventListener("input", () => {
    at = form.field.value ? (at ?? Math.floor(session.view.time())) : null;
  });
  range.addEventListener("change", draw);

  /** @returns {Place} */
  function here() {
    const { loop } = session.view.clock;
    if (loop && range.checked) return { at: loop[0], last: loop[1] };
    return { at: at ?? Math.floor(session.view.time()), last: null };
  }

  function draw() {
    const { loop } = session.view.clock;
    looped.hidden = !loop;
    if (loop)
      setText(
        rangeWords,
        _("The loop, {range}", { range: span({ at: loop[0], last: loop[1] }) }),
      );
    setText(moment, _("At {time}", { time: span(here()) }));
  }

  return {
    element: form.element,
    draw,
    refresh: () => (form.element.hidden = !mayWrite()),
  };
}
