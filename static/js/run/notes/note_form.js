// @ts-check
/** Where a note is written: a text, the writer's name asked once, what may be in it. */

import { button, make, setText } from "../../kit/dom.js";
import { recall, remember } from "../../kit/storage.js";
import { _ } from "../../core/words.js";
import { int } from "../../core/format.js";

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
 * @param {object} about
 * @param {string} about.label of the text
 * @param {string} about.send what its button says
 * @param {string} [about.value] what is edited
 * @param {boolean} [about.named] whether the writer is asked for a name
 * @param {Node[]} [about.place] says what the note is about
 * @param {(written: Written) => Promise<unknown>} about.submit may refuse, with words
 * @param {() => void} [about.cancel]
 */
export function noteForm(about) {
  const { label, send, submit, cancel } = about;
  const { value = "", named = true, place = [] } = about;
  const field = make("textarea", {
    "aria-label": label,
    placeholder: label,
    rows: "2",
    maxlength: String(MOST),
    dir: "auto",
  });
  const count = make("small", { class: "note-count" });
  const wrong = make("p", { class: "note-wrong", role: "alert" });
  const press = make("button", { class: "btn primary" }, send);
  const away = cancel ? [button(_("Cancel"), cancel)] : [];
  const { element: who, name, known } = nameField();
  const form = make(
    "form",
    { class: "note-form" },
    ...place,
    field,
    make("p", { class: "note-help" }, help(), count),
    wrong,
    make("div", { class: "row" }, ...(named ? [who] : []), ...away, press),
  );
  field.value = value;
  field.addEventListener("input", counted);
  form.addEventListener("keydown", keys);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void sent();
  });
  counted();

  function counted() {
    setText(count, `${int(field.value.length)} / ${int(MOST)}`);
  }

  /** @param {KeyboardEvent} event the page's own keys are not meant */
  function keys(event) {
    if (event.key === "Escape" && !cancel) return;
    event.stopPropagation();
    if (event.key === "Escape") cancel?.();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  }

  async function sent() {
    const written = { text: field.value.trim(), author: name() };
    if (!written.text) return field.focus();
    press.disabled = true;
    try {
      await submit(written);
      if (named) remember(NAME, written.author);
      known();
      setText(wrong, "");
      field.value = "";
      counted();
    } catch (error) {
      setText(wrong, error instanceof Error ? error.message : String(error));
    } finally {
      press.disabled = false;
    }
  }

  return { element: form, field };
}

const help = () =>
  make(
    "span",
    {},
    _("Markdown: **bold**, *italic*, `code`, - list, > quote, [words](https://…)"),
  );

/** Asked once; from then on it is said, and can be changed. */
function nameField() {
  const field = make("input", {
    maxlength: String(MOST_NAME),
    required: "",
    autocomplete: "nickname",
    "aria-label": _("Your name, for those who read it"),
    placeholder: _("Your name, for those who read it"),
  });
  const words = make("bdi");
  const said = make("p", { class: "note-who" }, words, " ");
  const element = make("div", { class: "note-name" }, said, field);
  said.append(button(_("Change the name"), () => ask(true), { class: "linkish" }));
  field.value = authorName();
  ask(false);

  /** @param {boolean} changing */
  function ask(changing) {
    const known = authorName();
    setText(words, _("As {name}", { name: known }));
    field.hidden = known !== "" && !changing;
    said.hidden = !field.hidden;
    if (changing) field.focus();
  }

  const name = () => field.value.trim();
  return { element, name, known: () => ask(false) };
}
