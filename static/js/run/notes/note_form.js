// @ts-check
/** Where a note is written: a text, the writer's name asked once, what may be in it. */

import { button, make, setText } from "../../kit/dom.js";
import { onKey } from "../../kit/keys.js";
import { recall, remember } from "../../kit/storage.js";
import { _ } from "../../core/words.js";
import { int } from "../../core/format.js";
import { onSubmit } from "../../kit/forms.js";

const MOST = 4000;
const MOST_NAME = 40;
const NAME = "knightreplay.author";

/** Under which name this browser writes. */
export const authorName = () => recall(NAME) ?? "";

/**
 * @typedef {object} Written
 * @property {string} text
 * @property {string} author
 */

/**
 * @typedef {object} Asked
 * @property {string} label of the text
 * @property {string} send what its button says
 * @property {string} [value] what is edited
 * @property {boolean} [named] whether the writer is asked for a name
 * @property {Node[]} [place] says what the note is about
 * @property {(written: Written) => Promise<unknown>} submit may refuse, with words
 * @property {() => void} [cancel]
 */

export class NoteForm {
  count = make("small", { class: "note-count" });
  wrong = make("p", { class: "note-wrong", role: "alert" });
  name = new NameField();

  /** @param {Asked} asked */
  constructor(asked) {
    this.asked = asked;
    this.field = textField(asked.label);
    this.press = make("button", { class: "btn primary" }, asked.send);
    this.element = this.made();
    this.field.value = asked.value ?? "";
    this.field.addEventListener("input", () => this.counted());
    onKey(this.element, (event) => this.keys(event));
    onSubmit(this.element, () => void this.sent());
    this.counted();
  }

  /** Whether the name is asked for. @private */
  get named() {
    return this.asked.named ?? true;
  }

  /** @private */
  made() {
    const { cancel, place = [] } = this.asked;
    const who = this.named ? [this.name.element] : [];
    const away = cancel ? [button(_("Cancel"), cancel)] : [];
    return make(
      "form",
      { class: "note-form" },
      ...place,
      this.field,
      make("p", { class: "note-help" }, help(), this.count),
      this.wrong,
      make("div", { class: "row" }, ...who, ...away, this.press),
    );
  }

  /** @private */
  counted() {
    setText(this.count, `${int(this.field.value.length)} / ${int(MOST)}`);
  }

  /** The page's own keys are not meant. @param {KeyboardEvent} event @private */
  keys(event) {
    const { cancel } = this.asked;
    if (event.key === "Escape" && !cancel) return;
    event.stopPropagation();
    if (event.key === "Escape") cancel?.();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
      this.element.requestSubmit();
  }

  /** @private */
  async sent() {
    const written = { text: this.field.value.trim(), author: this.name.value };
    if (!written.text) return this.field.focus();
    this.press.disabled = true;
    try {
      await this.asked.submit(written);
      if (this.named) remember(NAME, written.author);
      this.cleared();
    } catch (error) {
      setText(this.wrong, error instanceof Error ? error.message : String(error));
    } finally {
      this.press.disabled = false;
    }
  }

  /** @private */
  cleared() {
    this.name.ask(false);
    setText(this.wrong, "");
    this.field.value = "";
    this.counted();
  }
}

/** @param {string} label */
const textField = (label) =>
  make("textarea", {
    "aria-label": label,
    placeholder: label,
    rows: "2",
    maxlength: String(MOST),
    dir: "auto",
  });

const help = () =>
  make(
    "span",
    {},
    _("Markdown: **bold**, *italic*, `code`, - list, > quote, [words](https://…)"),
  );

/** Asked once; from then on it is said, and can be changed. */
class NameField {
  field = make("input", {
    maxlength: String(MOST_NAME),
    required: "",
    autocomplete: "nickname",
    "aria-label": _("Your name, for those who read it"),
    placeholder: _("Your name, for those who read it"),
  });
  words = make("bdi");
  said = make("p", { class: "note-who" }, this.words, " ");
  element = make("div", { class: "note-name" }, this.said, this.field);

  constructor() {
    const change = () => this.ask(true);
    this.said.append(button(_("Change the name"), change, { class: "linkish" }));
    this.field.value = authorName();
    this.ask(false);
  }

  get value() {
    return this.field.value.trim();
  }

  /** @param {boolean} changing */
  ask(changing) {
    const known = authorName();
    setText(this.words, _("As {name}", { name: known }));
    this.field.hidden = known !== "" && !changing;
    this.said.hidden = !this.field.hidden;
    if (changing) this.field.focus();
  }
}
