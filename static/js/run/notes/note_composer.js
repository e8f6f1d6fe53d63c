// @ts-check
/** Where a new note is written; its moment is that of the first letter. */

import { make, setText } from "../../kit/dom.js";
import { NoteForm } from "./note_form.js";
import { _ } from "../../core/words.js";
import { panelSelect } from "./note_filters.js";
import { span } from "./notes.model.js";

/** @import {Session} from "../../core/session.js" */
/** @import {Written} from "./note_form.js" */

/** @typedef {{ at: number, last: number | null }} Place */

/**
 * @typedef {object} Writing
 * @property {(written: Written, place: Place & { panel: string }) => Promise<unknown>} write
 * @property {() => boolean} mayWrite
 */

export class NoteComposer {
  /** The second of the first letter. @type {number | null} */
  at = null;
  moment = make("b");
  panel = panelSelect(_("About which panel"));
  range = make("input", { type: "checkbox" });
  rangeWords = make("span");
  looped = make("label", { class: "choice", hidden: "" }, this.range, this.rangeWords);

  /** @param {Session} session @param {Writing} actions */
  constructor(session, { write }) {
    this.session = session;
    this.write = write;
    const { moment, panel, looped } = this;
    const { element, field } = new NoteForm({
      label: _("A note for those who look at this moment"),
      send: _("Write the note"),
      place: [make("div", { class: "note-place" }, moment, panel, looped)],
      submit: (written) => this.submit(written),
    });
    this.element = element;
    field.addEventListener("input", () => {
      this.at = field.value ? (this.at ?? this.now()) : null;
    });
    this.range.addEventListener("change", () => this.draw());
  }

  /** @param {Written} written @private */
  async submit(written) {
    await this.write(written, { ...this.place(), panel: this.panel.value });
    this.at = null;
    this.panel.value = "";
  }

  /** @private */
  now() {
    return Math.floor(this.session.view.time());
  }

  /** What a note is about that is written now. @returns {Place} @private */
  place() {
    const { loop } = this.session.view.clock;
    if (loop && this.range.checked) return { at: loop[0], last: loop[1] };
    return { at: this.at ?? this.now(), last: null };
  }

  draw() {
    const { loop } = this.session.view.clock;
    this.looped.hidden = !loop;
    if (loop) {
      const range = span({ at: loop[0], last: loop[1] });
      setText(this.rangeWords, _("The loop, {range}", { range }));
    }
    setText(this.moment, _("At {time}", { time: span(this.place()) }));
  }
}
