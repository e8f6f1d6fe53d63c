// @ts-check
/** The record of a room, and its deletion, for its host. */

import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { field } from "../../kit/forms.js";

/** @import {RoomContext} from "../room.model.js" */

/** @param {HTMLElement} root @param {RoomContext} page */
export function recordPart(root, { room }) {
  const dialog = removeDialog(() => room.info?.code ?? "");
  const about = _(
    "Everything that happened in this room as one file that can be played again. Names are those of people who agreed.",
  );
  const file = { class: "btn", href: "../record.json", download: "" };
  root.replaceChildren(
    make("header", {}, make("h2", { id: "record-title" }, _("Record"))),
    make("p", { class: "help" }, about),
    make(
      "p",
      { class: "row start" },
      make("a", file, _("Save the record")),
      make("a", { class: "btn", href: "../debrief/" }, _("Debrief")),
      button(_("Delete the room…"), () => dialog.showModal(), { id: "remove-room" }),
    ),
  );
  root.setAttribute("aria-labelledby", "record-title");
  document.body.append(dialog);
  return () => {
    root.hidden = !room.ready;
  };
}

/** The form is sent only with the room's own code. @param {() => string} code */
function removeDialog(code) {
  const typed = codeField();
  const problem = make("p", { class: "problem", role: "alert", hidden: "" });
  const about = _(
    "Seats, answers, deeds, teams and their runs go for good. Type the room's six digits.",
  );
  const form = make(
    "form",
    { method: "post", action: "../remove/" },
    make("h2", { id: "remove-title" }, _("Delete the room with everything?")),
    make("p", {}, about),
    field(_("Six digits"), typed),
    problem,
    make("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token() }),
    make(
      "p",
      { class: "row" },
      button(_("Cancel"), () => dialog.close()),
      make("button", { class: "btn danger", id: "remove-do" }, _("Delete the room")),
    ),
  );
  form.addEventListener("submit", (event) => {
    if (typed.value.trim() === code()) return;
    event.preventDefault();
    problem.hidden = false;
    setText(problem, _("These are not the digits of this room."));
  });
  const named = { id: "dialog-remove", "aria-labelledby": "remove-title" };
  const dialog = make("dialog", named, form);
  return dialog;
}

const codeField = () =>
  make("input", {
    id: "remove-code",
    name: "code",
    inputmode: "numeric",
    autocomplete: "off",
    required: "",
    maxlength: "6",
  });

/** What Django asks of a form. */
const token = () => /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
