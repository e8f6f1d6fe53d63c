// @ts-check
/** The dialog with the operate link. */

import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { copyButton } from "../../kit/copying.js";

export class LinkDialog {
  field = make("input", {
    id: "link",
    readonly: "",
    "aria-label": _("Operate link"),
  });
  copy = copyButton(this.field, {
    id: "link-copy",
    class: "btn primary",
    autofocus: "",
  });
  given = make("ul", {
    id: "links-given",
    class: "links-given",
    "aria-label": _("Links that count"),
  });
  dialog = make(
    "dialog",
    { id: "dialog-link", "aria-labelledby": "link-title" },
    make("h2", { id: "link-title" }, _("Operate link")),
    make("p", { id: "link-words" }, giveWithCare()),
    this.field,
    this.given,
    make(
      "div",
      { class: "row" },
      button(_("Close"), () => this.dialog.close(), { id: "link-close" }),
      this.copy,
    ),
  );

  constructor() {
    document.body.append(this.dialog);
  }

  /** @param {string} url */
  show(url) {
    this.field.value = url;
    setText(this.copy, _("Copy"));
    this.dialog.showModal();
    this.field.select();
  }
}

const giveWithCare = () =>
  _(
    "Whoever opens it may act in this run and move its clock. Give it only to those who should.",
  );
