// @ts-check
/** The guardrails: each in one sentence, how it stands, and its form. */

import { _ } from "../../core/words.js";
import { byId, button, dialogById, make } from "../../kit/dom.js";
import { setAttribute, setText } from "../../kit/dom.js";
import { guardrailTitle } from "../../core/guardrail_words.js";
import { hms } from "../../core/format.js";
import { guardrailState } from "../../core/guardrails.js";

/** @import {GuardrailInfo} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {GuardrailState} from "../../core/guardrails.js" */
/** @import {FormActions} from "./guardrail_form.js" */
/** @import {GuardrailForm} from "./guardrail_form.js" */

/** @typedef {FormActions & { list: () => Promise<GuardrailInfo[]> }} PanelActions */

export class GuardrailsPanel {
  dialog = dialogById("dialog-guardrails");
  list = byId("guardrails");
  /** What each one watches. @type {Record<string, string>} */
  sentences = JSON.parse(this.list.dataset["sentences"] ?? "{}");
  /** There once the dialog was opened. @type {Item[]} */
  items = [];
  /** The second that is shown. */
  t = 0;

  /** @param {Session} session @param {PanelActions} actions */
  constructor(session, actions) {
    this.session = session;
    this.actions = actions;
    byId("guardrails-close").addEventListener("click", () => this.dialog.close());
    byId("guardrails-open").addEventListener("click", () => void this.open());
  }

  /** @private */
  async open() {
    if (!this.dialog.open) this.dialog.showModal();
    if (!this.items.length) await this.load();
    this.draw(this.session.view.time());
  }

  /** @private */
  async load() {
    setText(this.list, _("Loading…"));
    try {
      this.items = await this.fetched();
      this.list.replaceChildren(...this.items.map(({ own }) => own));
    } catch {
      const again = button(_("Try again"), () => void this.open());
      this.list.replaceChildren(_("The list could not be loaded."), " ", again);
    }
  }

  /** @private */
  async fetched() {
    const [{ GuardrailForm }, all] = await Promise.all([
      import("./guardrail_form.js"),
      this.actions.list(),
    ]);
    const { session, actions } = this;
    return all.map((info) => {
      const form = new GuardrailForm(info, session, actions);
      return new Item(info.name, this.sentences[info.name] ?? "", form);
    });
  }

  /** @param {number} t */
  draw(t) {
    this.t = t;
    const run = about(this.session, t);
    count(run);
    if (!this.dialog.open) return;
    setText(byId("guardrails-time"), hms(t));
    byId("guardrails-watch").hidden = this.session.mayAct;
    for (const item of this.items) item.draw(guardrailState(item.name, run));
  }

  refresh() {
    this.draw(this.t);
  }
}

/** @param {Session} session @param {number} t */
function about(session, t) {
  const { log, preset } = session;
  return { log, preset, trips: session.trips(t), t };
}

/** How many are armed, on the button that opens the dialog. @param {ReturnType<typeof about>} run */
function count(run) {
  const names = [...run.log, ...run.preset].map(({ guardrail }) => guardrail ?? "");
  const states = [...new Set(names.filter(Boolean))].map((name) =>
    guardrailState(name, run),
  );
  const armed = states.filter(({ state }) => state !== "off").length;
  const tripped = states.some(({ state }) => state === "tripped");
  setText(byId("guardrails-count"), armed ? _("{count} armed", { count: armed }) : "");
  setAttribute(byId("guardrails-open"), "data-state", tripped ? "tripped" : "");
}

/** A guardrail in its sentence, how it stands, and its form when it is opened. */
class Item {
  state = make("span", { class: "guardrail-state" });

  /** @param {string} name @param {string} sentence @param {GuardrailForm} form */
  constructor(name, sentence, form) {
    this.name = name;
    this.form = form;
    const says = make("span", { class: "sentence" }, sentence);
    this.own = make(
      "details",
      { name: "guardrail", class: "guardrail", "data-guardrail": name },
      make("summary", {}, make("b", {}, guardrailTitle(name)), this.state, says),
      form.own,
    );
    this.own.addEventListener("toggle", () => {
      if (this.own.open) this.own.scrollIntoView({ block: "nearest" });
    });
  }

  /** @param {GuardrailState} now */
  draw(now) {
    setAttribute(this.own, "data-state", now.state);
    setText(this.state, now.words);
    this.form.draw(now);
  }
}
