// @ts-check
/** Asks before something that is not taken back. */

import { button, make } from "./dom.js";
import { _ } from "../core/words.js";

/**
 * @param {string} id @param {{ title: string, about: string, go: string }} words
 * @param {() => void} then
 * @returns {HTMLDialogElement}
 */
export function sureDialog(id, { title, about, go }, then) {
  const form = make(
    "form",
    { method: "dialog" },
    make("h2", { id: `${id}-title` }, title),
    make("p", {}, about),
    make(
      "p",
      { class: "row" },
      button(_("Cancel"), () => dialog.close(), { autofocus: "" }),
      make("button", { class: "btn danger", id: `${id}-do` }, go),
    ),
  );
  const dialog = make(
    "dialog",
    { id: `dialog-${id}`, "aria-labelledby": `${id}-title` },
    form,
  );
  form.addEventListener("submit", then);
  document.body.append(dialog);
  return dialog;
}
