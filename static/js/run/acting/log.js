// @ts-check
/** Who did what, when and why; what was done can be struck out, never deleted. */

import { _ } from "../../core/words.js";
import { wallTime } from "../../core/format.js";
import { button, byId, dialogById, make } from "../../kit/dom.js";
import { entries } from "./log.model.js";

/** @import {Act} from "../../types.js" */
/** @import {Entry} from "./log.model.js" */
/** @import {Session} from "../../core/session.js" */

/**
 * @typedef {object} LogActions
 * @property {(seq: number) => void} strike
 * @property {(seq: number) => void} putBack
 * @property {(seq: number, text: string) => void} reason
 * @property {(t: number) => void} show the moment on the page
 */

/** @param {Session} session @param {LogActions} actions */
export function logPanel(session, actions) {
  const dialog = dialogById("dialog-log");
  byId("log-close").addEventListener("click", () => dialog.close());

  function refresh() {
    if (dialog.open && !typing()) fill();
  }

  /** Whoever is writing a reason is not interrupted. */
  const typing = () =>
    document.activeElement instanceof HTMLInputElement &&
    dialog.contains(document.activeElement);

  /** What stands in the table: as the run plays on, a trip may come or an act come true. */
  let listed = "";
  const content = (/** @type {Entry[]} */ found) =>
    found.map(({ kind, tick, coming }) => `${kind}${tick}${coming}`).join();

  function draw() {
    if (dialog.open && !typing() && content(told()) !== listed) fill();
  }

  function told() {
    const seen = session.seen();
    return entries({
      log: session.log,
      preset: session.preset,
      trips: session.trips(seen),
      symbols: session.symbols,
      seen,
      tellsAhead: !session.view.hide,
    });
  }

  function fill() {
    const found = told();
    const back = focused(byId("log"));
    listed = content(found);
    byId("log-empty").hidden = found.length > 0;
    byId("log").hidden = !found.length;
    byId("log").replaceChildren(table(found.map((entry) => row(entry))));
    back();
  }

  /** @param {Entry} entry */
  function row(entry) {
    const classes = [entry.out ? "struck" : "", entry.coming ? "coming" : ""];
    const seq = entry.act ? { "data-seq": String(entry.act.seq) } : {};
    return make(
      "tr",
      { class: classes.join(" ").trim(), "data-kind": entry.kind, ...seq },
      make("td", { class: "when" }, ...moment(entry)),
      make("td", { class: "who" }, entry.who),
      make("td", { class: "what" }, make("span", {}, entry.what)),
      make("td", { class: "words" }, ...why(entry)),
      make("td", { class: "undo" }, entry.state, " ", ...undo(entry)),
    );
  }

  /** @param {Entry} entry the second, which can be shown, and when it was done */
  function moment({ tick, when, act, coming }) {
    if (coming) return [when];
    const press = () => {
      dialog.close();
      actions.show(tick);
    };
    const title = _("Show this moment");
    const jump = button(when, press, { class: "linkish", title });
    return act ? [jump, make("small", {}, done(act))] : [jump];
  }

  /** @param {Entry} entry */
  function undo({ act }) {
    if (!act || !session.mayAct) return [];
    const { seq, struck } = act;
    return struck
      ? [button(_("Put back"), () => actions.putBack(seq))]
      : [button(_("Strike out"), () => actions.strike(seq))];
  }

  /** @param {Entry} entry */
  function why({ act, why: words }) {
    if (!act || !session.mayAct) return [words];
    return words ? reasonGiven(act, actions.reason) : [reasonForm(act, actions.reason)];
  }

  function open() {
    fill();
    if (!dialog.open) dialog.showModal();
  }

  return { open, refresh, fill, draw };
}

/**
 * The focus goes back to the same button after the rows were made anew.
 * @param {HTMLElement} own
 */
function focused(own) {
  const name = (/** @type {Element} */ button) =>
    `${button.closest("tr")?.querySelector(".what")?.textContent} ${button.textContent}`;
  const had = document.activeElement;
  const wanted = had && own.contains(had) ? name(had) : "";
  return () => {
    if (!wanted) return;
    const all = [...own.querySelectorAll("button")];
    (all.find((button) => name(button) === wanted) ?? byId("log-close")).focus();
  };
}

/** @param {HTMLElement[]} rows */
function table(rows) {
  const heads = [_("When"), _("Who"), _("What"), _("Why"), _("Undo")].map((head, i) =>
    make("th", { scope: "col" }, make("span", i === 4 ? { class: "sr" } : {}, head)),
  );
  return make(
    "table",
    {},
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...rows),
  );
}

/** When it was done, by the clock on the wall. @param {Act} act */
const done = ({ wall }) => _("done {time}", { time: wallTime(wall * 1000) });

/** A reason, which can be written anew. @param {Act} act @param {LogActions["reason"]} reason */
function reasonGiven(act, reason) {
  const words = make("span", {}, act.reason);
  const edit = button(
    _("Edit"),
    () => {
      const form = reasonForm(act, reason);
      words.replaceWith(form);
      edit.remove();
      form.querySelector("input")?.focus();
    },
    { class: "linkish", "aria-label": _("Edit the reason") },
  );
  return [words, " ", edit];
}

/** @param {Act} act @param {LogActions["reason"]} reason */
function reasonForm({ seq, reason: given }, reason) {
  const field = make("input", {
    maxlength: "500",
    "aria-label": _("Why"),
    placeholder: _("Why?"),
    value: given,
  });
  const form = make(
    "form",
    { class: "why" },
    field,
    make("button", { class: "btn" }, _("Save")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    field.blur();
    reason(seq, field.value.trim());
  });
  return form;
}
