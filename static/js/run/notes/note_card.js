// @ts-check
/** One note of the list with its answers, and what can be done with it. */

import { button, make } from "../../kit/dom.js";
import { isResolved, span } from "./notes.model.js";
import { NoteForm } from "./note_form.js";
import { _ } from "../../core/words.js";
import { panelWords } from "../panels/index.js";
import { prose } from "./prose.js";
import { wallTime } from "../../core/format.js";

/** @import {Note, Wording} from "../../types.js" */
/** @import {Thread} from "./notes.model.js" */
/** @import {Asked, Written} from "./note_form.js" */

/**
 * @typedef {object} NoteActions
 * @property {(t: number) => void} jump
 * @property {(note: Note, written: Written) => Promise<unknown>} answer
 * @property {(note: Note, text: string) => Promise<unknown>} edit
 * @property {(note: Note) => unknown} settle resolves it, or opens it again
 * @property {(note: Note) => unknown} remove
 * @property {(note: Note) => Promise<Wording[]>} wordings
 * @property {(note: Note) => { write: boolean, edit: boolean, remove: boolean }} may
 */

/** @param {Thread} thread @param {NoteActions} actions */
export function noteCard({ note, answers }, actions) {
  const replies = make(
    "ol",
    { class: "answers" },
    ...answers.map((a) => reply(a, actions)),
  );
  const card = make(
    "li",
    {
      class: `remark ${isResolved(note) ? "resolved" : "open"}`,
      "data-note": note.id,
      tabindex: "-1",
    },
    head(note, actions),
    body(note, actions),
    ...(answers.length ? [replies] : []),
  );
  if (!note.deleted) card.append(doing(note, actions, card));
  return card;
}

/** @param {Note} note @param {NoteActions} actions */
function reply(note, actions) {
  const item = make("li", { class: "answer", "data-note": note.id });
  item.append(by(note), body(note, actions), doing(note, actions, item));
  return item;
}

/** @param {Note} note @param {NoteActions} actions */
function head(note, actions) {
  const when = button(span(note), () => actions.jump(note.at), {
    class: "linkish when",
    title: _("Show this moment"),
  });
  const place = note.panel
    ? [make("span", { class: "note-panel" }, panelWords(note.panel))]
    : [];
  const state = isResolved(note)
    ? [make("span", { class: "note-state" }, settledBy(note))]
    : [];
  return make("header", {}, when, ...place, ...state, by(note));
}

/** @param {Note} note */
const settledBy = ({ resolved_by: name }) =>
  name ? _("Resolved by {name}", { name: isolated(name) }) : _("Resolved");

/** A name in a sentence keeps its direction to itself. @param {string} name */
const isolated = (name) => `\u2068${name}\u2069`;

/** @param {Note} note */
function by({ author, created, deleted }) {
  const when = wallTime(created * 1000);
  return make(
    "p",
    { class: "note-by" },
    make("bdi", {}, deleted ? "" : author),
    make("small", { title: new Date(created * 1000).toLocaleString() }, when),
  );
}

/** @param {Note} note @param {NoteActions} actions */
function body(note, actions) {
  if (note.deleted)
    return make("p", { class: "note-gone" }, _("This note was deleted."));
  const words = make("div", { class: "note-words" }, prose(note.tree));
  if (note.edited !== null) words.append(before(note, actions));
  return words;
}

/** What it said before, fetched when it is opened. @param {Note} note @param {NoteActions} actions */
function before(note, actions) {
  const list = make("ol", { class: "wordings" });
  const all = make(
    "details",
    { class: "history" },
    make(
      "summary",
      {},
      _("Edited {time}", { time: wallTime((note.edited ?? 0) * 1000) }),
    ),
    list,
  );
  all.addEventListener("toggle", async () => {
    if (!all.open || list.childElementCount) return;
    const earlier = await actions.wordings(note);
    list.replaceChildren(...earlier.map(said));
  });
  return all;
}

/** @param {Wording} wording */
const said = ({ tree, until }) =>
  make(
    "li",
    {},
    make("small", {}, _("Until {time}", { time: wallTime(until * 1000) })),
    prose(tree),
  );

/** @param {Note} note @param {NoteActions} actions @param {HTMLElement} card */
function doing(note, actions, card) {
  const may = actions.may(note);
  const row = make("div", { class: "note-doing" });
  if (may.write && !note.answers) {
    row.append(
      button(_("Reply"), () => replying(note, actions, card), { class: "linkish" }),
      button(
        isResolved(note) ? _("Open again") : _("Resolve"),
        () => actions.settle(note),
        { class: "linkish" },
      ),
    );
  }
  if (may.edit)
    row.append(
      button(_("Edit"), () => editing(note, actions, card), { class: "linkish" }),
    );
  if (may.remove)
    row.append(button(_("Delete"), () => actions.remove(note), { class: "linkish" }));
  return row;
}

/** @param {Note} note @param {NoteActions} actions @param {HTMLElement} card */
function replying(note, actions, card) {
  asked(card, card.querySelector(":scope > .note-doing"), {
    label: _("Your answer"),
    send: _("Reply"),
    submit: (written) => actions.answer(note, written),
  });
}

/** @param {Note} note @param {NoteActions} actions @param {HTMLElement} card */
function editing(note, actions, card) {
  asked(card, card.querySelector(":scope > .note-words"), {
    label: _("The note"),
    send: _("Save"),
    value: note.text,
    named: false,
    submit: ({ text }) => actions.edit(note, text),
  });
}

/**
 * Puts a form in the place of a part of a card, until it is cancelled or sent. Whoever
 * draws the list leaves a card alone that has one.
 * @param {HTMLElement} card @param {Element | null} part
 * @param {Asked} what
 */
function asked(card, part, what) {
  if (!(part instanceof HTMLElement) || card.querySelector("form")) return;
  const cancel = () => {
    form.element.remove();
    part.hidden = false;
    card.dispatchEvent(new CustomEvent("written", { bubbles: true }));
  };
  const submit = async (/** @type {Written} */ written) => {
    await what.submit(written);
    cancel();
  };
  const form = new NoteForm({ ...what, submit, cancel });
  part.hidden = true;
  part.after(form.element);
  form.field.focus();
  form.element.scrollIntoView({ block: "nearest" });
}
