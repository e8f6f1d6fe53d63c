// @ts-check
/** Which notes are listed: their state, their panel, who wrote them, what is in them. */

import { PANELS, panelWords } from "../panels/index.js";
import { option, select } from "../../kit/forms.js";
import { _ } from "../../core/words.js";
import { make } from "../../kit/dom.js";

/** @import {Choice} from "./notes.model.js" */

export class NoteFilters {
  states = select({ "aria-label": _("State") }, [
    ["open", _("Open")],
    ["resolved", _("Resolved")],
    ["all", _("All")],
  ]);
  panels = panelSelect(_("Panel"), _("All panels"));
  people = select({ "aria-label": _("Author") }, [["", _("Everybody")]]);
  text = make("input", {
    type: "search",
    "aria-label": _("Search the notes"),
    placeholder: _("Search"),
  });

  /** @param {Choice} choice that the filters change @param {() => void} changed */
  constructor(choice, changed) {
    this.choice = choice;
    this.changed = changed;
    const { states, panels, people, text } = this;
    this.element = make("div", { class: "note-filters" }, states, panels, people, text);
    for (const own of [states, panels, people])
      own.addEventListener("change", () => this.read());
    text.addEventListener("input", () => this.read());
  }

  /** @private */
  read() {
    this.choice.state = /** @type {Choice["state"]} */ (this.states.value);
    this.choice.panel = this.panels.value;
    this.choice.author = this.people.value;
    this.choice.text = this.text.value;
    this.changed();
  }

  /** Shows the choice, among all who wrote. @param {{ by: string, author: string }[]} authors */
  fill(authors) {
    this.offer([{ by: "", author: _("Everybody") }, ...authors]);
    this.states.value = this.choice.state;
    this.panels.value = this.choice.panel;
    this.people.value = this.choice.author;
    if (this.text.value !== this.choice.text) this.text.value = this.choice.text;
  }

  /** @param {{ by: string, author: string }[]} wanted @private */
  offer(wanted) {
    const now = [...this.people.options].map(
      (own) => `${own.value} ${own.textContent}`,
    );
    if (now.join() === wanted.map(({ by, author }) => `${by} ${author}`).join()) return;
    this.people.replaceChildren(...wanted.map(({ by, author }) => option(by, author)));
  }
}

/** @param {string} label @param {string} [none] what is said of none chosen */
export const panelSelect = (label, none = panelWords("")) =>
  select({ "aria-label": label }, [
    ["", none],
    ...PANELS.map(
      ({ name, words }) => /** @type {[string, string]} */ ([name, words()]),
    ),
  ]);
