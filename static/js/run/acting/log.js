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

export class LogPanel {
  dialog = dialogById("dialog-log");
  /** What stands in the table: as the run plays on, a trip may come or an act come true. */
  listed = "";

  /** @param {Session} session @param {LogActions} actions */
  constructor(session, actions) {
    this.session = session;
    this.actions = actions;
    byId("log-close").addEventListener("click", () => this.dialog.close());
  }

  open() {
    this.fill();
    if (!this.dialog.open) this.dialog.showModal();
  }

  refresh() {
    if (this.dialog.open && !this.typing()) this.fill();
  }

  draw() {
    if (!this.dialog.open || this.typing()) return;
    if (content(this.told()) !== this.listed) this.fill();
  }

  /** Whoever is writing a reason is not interrupted. @private */
  typing() {
    const { activeElement } = document;
    return (
      activeElement instanceof HTMLInputElement && this.dialog.contains(activeElement)
    );
  }

  /** @private */
  told() {
    const { session } = this;
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

  fill() {
    const found = this.told();
    const back = focused(byId("log"));
    this.listed = content(found);
    byId("log-empty").hidden = found.length > 0;
    byId("log").hidden = !found.length;
    byId("log").replaceChildren(table(found.map((entry) => this.row(entry))));
    back();
  }

  /** @param {Entry} entry @private */
  row(entry) {
    const classes = [entry.out ? "struck" : "", entry.coming ? "coming" : ""];
    const seq = entry.act ? { "data-seq": String(entry.act.seq) } : {};
    return make(
      "tr",
      { class: classes.join(" ").trim(), "data-kind": entry.kind, ...seq },
      make("td", { class: "when" }, ...this.moment(entry)),
      make("td", { class: "who" }, entry.who),
      make("td", { class: "what" }, make("span", {}, entry.what)),
      make("td", { class: "words" }, ...this.why(entry)),
      make("td", { class: "undo" }, entry.state, " ", ...this.undo(entry)),
    );
  }

  /** The second, which can be shown, and when it was done. @param {Entry} entry @private */
  moment({ tick, when, act, coming }) {
    if (coming) return [when];
    const press = () => {
      this.dialog.close();
      this.actions.show(tick);
    };
    const title = _("Show this moment");
    const jump = button(when, press, { class: "linkish", title });
    return act ? [jump, make("small", {}, done(act))] : [jump];
  }

  /** @param {Entry} entry @private */
  undo({ act }) {
    if (!act || !this.session.mayAct) return [];
    const { seq, struck } = act;
    return struck
      ? [button(_("Put back"), () => this.actions.putBack(seq))]
      : [button(_("Strike out"), () => this.actions.strike(seq))];
  }

  /** @param {Entry} entry @private */
  why({ act, why: words }) {
    const { reason } = this.actions;
    if (!act || !this.session.mayAct) return [words];
    return words ? reasonGiven(act, reason) : [reasonForm(act, reason)];
  }
}

/** What makes a table another. @param {Entry[]} found */
const content = (found) =>
  found.map(({ kind, tick, coming }) => `${kind}${tick}${coming}`).join();

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
