// @ts-check
/** The dialog with the operate link, and a way to copy that works without https. */

import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { copyFrom } from "../../kit/copying.js";

/** Makes the dialog; returns what shows it with an address. */
export function linkDialog() {
  const title = _("Operate link");
  const field = make("input", { id: "link", readonly: "", "aria-label": title });
  const copy = button(_("Copy"), copied, {
    id: "link-copy",
    class: "btn primary",
    autofocus: "",
  });
  const dialog = make(
    "dialog",
    { id: "dialog-link", "aria-labelledby": "link-title" },
    make("h2", { id: "link-title" }, title),
    make(
      "p",
      { id: "link-words" },
      _(
        "Whoever opens it may act in this run and move its clock. Give it only to those who should.",
      ),
    ),
    field,
    make("ul", {
      id: "links-given",
      class: "links-given",
      "aria-label": _("Links that count"),
    }),
    make(
      "div",
      { class: "row" },
      button(_("Close"), () => dialog.close(), { id: "link-close" }),
      copy,
    ),
  );
  document.body.append(dialog);

  async function copied() {
    setText(copy, (await copyFrom(field)) ? _("Copied") : _("Press Ctrl+C"));
  }

  /** @param {string} url */
  return (url) => {
    field.value = url;
    setText(copy, _("Copy"));
    dialog.showModal();
    field.select();
  };
}
