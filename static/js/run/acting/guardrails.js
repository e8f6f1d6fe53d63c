// @ts-check
/** The guardrails: each in one sentence, how it stands, and its form. */

import { _ } from "../../core/words.js";
import { byId, button, dialogById, make } from "../../kit/dom.js";
import { setAttribute, setText } from "../../kit/dom.js";
import { guardrailWords } from "../../core/guardrail_words.js";
import { hms } from "../../core/format.js";
import { standing } from "../../core/guardrails.js";

/** @import {GuardrailInfo} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Standing} from "../../core/guardrails.js" */
/** @import {FormActions} from "./guardrail_form.js" */
/** @typedef {ReturnType<typeof import("./guardrail_form.js").guardrailForm>} Form */

/** @param {Session} session @param {FormActions & { list: () => Promise<GuardrailInfo[]> }} actions */
export function guardrailsPanel(session, actions) {
  const dialog = dialogById("dialog-guardrails");
  const shelf = byId("guardrails");
  /** @type {ReturnType<typeof item>[]} */
  let items = [];
  let t = 0;
  byId("guardrails-close").addEventListener("click", () => dialog.close());
  byId("guardrails-open").addEventListener("click", open);

  async function open() {
    if (!dialog.open) dialog.showModal();
    if (!items.length) await load();
    draw(session.view.time());
  }

  async function load() {
    setText(shelf, _("Loading…"));
    try {
      const [{ guardrailForm }, all] = await Promise.all([
        import("./guardrail_form.js"),
        actions.list(),
      ]);
      items = all.map((info) => item(info, guardrailForm(info, session, actions)));
      shelf.replaceChildren(...items.map(({ own }) => own));
    } catch {
      const again = button(_("Try again"), open);
      shelf.replaceChildren(_("The list could not be loaded."), " ", again);
    }
  }

  /** @param {number} now */
  function draw(now) {
    t = now;
    const run = about(session, t);
    count(run);
    if (!dialog.open) return;
    setText(byId("guardrails-time"), hms(t));
    byId("guardrails-watch").hidden = session.mayAct;
    for (const own of items) own.draw(standing(own.name, run));
  }

  return { draw, refresh: () => draw(t) };
}

/** @param {Session} session @param {number} t */
function about(session, t) {
  const { log, preset } = session;
  return { log, preset, trips: session.trips(t), t };
}

/** How many are armed, on the button that opens the dialog. @param {ReturnType<typeof about>} run */
function count(run) {
  const names = [...run.log, ...run.preset].map(({ guardrail }) => guardrail ?? "");
  const states = [...new Set(names.filter(Boolean))].map((name) => standing(name, run));
  const armed = states.filter(({ state }) => state !== "off").length;
  const tripped = states.some(({ state }) => state === "tripped");
  setText(byId("guardrails-count"), armed ? _("{count} armed", { count: armed }) : "");
  setAttribute(byId("guardrails-open"), "data-state", tripped ? "tripped" : "");
}

/** @param {GuardrailInfo} info @param {Form} form */
function item(info, form) {
  const { title, sentence } = guardrailWords(info.name);
  const state = make("span", { class: "standing" });
  const own = make(
    "details",
    { name: "guardrail", class: "guardrail", "data-guardrail": info.name },
    make(
      "summary",
      {},
      make("b", {}, title),
      state,
      make("span", { class: "sentence" }, sentence),
    ),
    form.own,
  );
  own.addEventListener("toggle", () => {
    if (own.open) own.scrollIntoView({ block: "nearest" });
  });

  /** @param {Standing} now */
  function draw(now) {
    setAttribute(own, "data-state", now.state);
    setText(state, now.words);
    form.draw(now);
  }

  return { name: info.name, own, draw };
}
