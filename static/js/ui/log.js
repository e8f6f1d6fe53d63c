// @ts-check
/** Who did what, when and why; what was done can be struck out, never deleted. */

import { button, byId, dialogById, make, setText } from "./dom.js";
import { presetTime } from "../core/acts.js";
import { hms } from "../core/format.js";

/** @import {Act, PresetAct} from "../types.js" */
/** @import {Session} from "../core/session.js" */

const HEADS = ["When", "Who", "What", "Why", ""];

/**
 * @param {Session} session
 * @param {{ strike: (seq: number) => void, reason: (seq: number, text: string) => void }} actions
 */
export function logPanel(session, actions) {
  const dialog = dialogById("dialog-log");
  byId("log-close").addEventListener("click", () => dialog.close());

  function refresh() {
    const live = session.log.filter((act) => !act.struck).length;
    setText(byId("log-count"), live ? String(live) : "");
    if (dialog.open && !typing()) fill();
  }

  /** Whoever is writing a reason is not interrupted. */
  const typing = () =>
    document.activeElement instanceof HTMLInputElement &&
    dialog.contains(document.activeElement);

  function fill() {
    const seen = session.seen();
    const theirs = session.preset.filter((act) => act.tick <= seen);
    const rows = [
      ...session.log.map((act) => ({
        tick: act.tick,
        row: ourRow(act, session, actions),
      })),
      ...theirs.map((act) => ({ tick: act.tick, row: theirRow(act) })),
    ].sort((a, b) => a.tick - b.tick);
    if (!rows.length) {
      byId("log").replaceChildren(make("p", {}, "Nobody has acted yet."));
      return;
    }
    const heads = HEADS.map((head) => make("th", { scope: "col" }, head));
    byId("log").replaceChildren(
      make(
        "table",
        {},
        make("thead", {}, make("tr", {}, ...heads)),
        make("tbody", {}, ...rows.map(({ row }) => row)),
      ),
    );
  }

  function open() {
    fill();
    dialog.showModal();
  }

  byId("log-open").addEventListener("click", open);
  return { open, refresh, fill };
}

/** @param {Act} act @param {Session} session @param {Parameters<typeof logPanel>[1]} actions */
function ourRow(act, session, { strike, reason }) {
  const wall = new Date(act.wall * 1000).toLocaleTimeString();
  const can = session.mayAct && act.op !== "strike";
  const undo = can && !act.struck ? [button("Strike out", () => strike(act.seq))] : [];
  const why = act.reason || !can ? [act.reason] : [reasonForm(act.seq, reason)];
  return make(
    "tr",
    { class: act.struck ? "struck" : "", "data-seq": String(act.seq) },
    make("td", { title: `done at ${wall}` }, hms(act.tick)),
    make("td", {}, act.by),
    make("td", { class: "what" }, act.what),
    make("td", { class: "words" }, ...why),
    make("td", {}, act.struck ? "struck out" : "", ...undo),
  );
}

/** @param {number} seq @param {(seq: number, text: string) => void} reason */
function reasonForm(seq, reason) {
  const field = make("input", {
    maxlength: "500",
    "aria-label": "Why",
    placeholder: "Why?",
  });
  const form = make(
    "form",
    { class: "why" },
    field,
    make("button", { class: "btn" }, "Save"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field.value.trim()) return;
    field.blur();
    reason(seq, field.value.trim());
  });
  return form;
}

/** @param {PresetAct} act */
function theirRow(act) {
  return make(
    "tr",
    { class: act.cancelled ? "theirs struck" : "theirs" },
    make("td", {}, presetTime(act)),
    make("td", {}, "Knight's people"),
    make("td", { class: "what" }, act.what),
    make("td", {}, act.approximate ? "time inferred" : ""),
    make("td", {}, act.cancelled ? "taken over" : ""),
  );
}
