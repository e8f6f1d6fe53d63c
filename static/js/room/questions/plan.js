// @ts-check
/** One question of the plan, typed by the host: new, or another wording of one that is there. */

import { button, make, setText } from "../../kit/dom.js";
import { scaleOf, textOf } from "./question.model.js";
import { _ } from "../../core/words.js";
import { field, select } from "../../kit/forms.js";
import { parseTime } from "../../core/address.js";
import { wireTime } from "../../core/format.js";

/** @import {PlannedStop} from "../../types.js" */

const MINUTE = 60;

/** @returns {[string, string][]} */
const KINDS = () => [
  ["choice", _("One of several")],
  ["number", _("A number")],
  ["server", _("A server")],
  ["time", _("A time")],
  ["words", _("Words")],
];

export class PlanForm {
  /** @type {PlannedStop | null} the one that gets other words; null: a new one */
  edited = null;
  fields = new Fields();
  words = make("summary", {}, _("Write a question"));
  wrong = make("p", { class: "wrong", role: "alert", hidden: "" });

  /** @param {(stop: Record<string, unknown>, edited: PlannedStop | null) => void} put into the plan */
  constructor(put) {
    this.put = put;
    const send = make("button", { class: "btn primary" }, _("Put it into the plan"));
    const cancel = button(_("Cancel"), () => this.close());
    this.form = make(
      "form",
      { class: "plan-form", novalidate: "" },
      ...Object.values(this.fields.rows),
      this.wrong,
      make("p", { class: "row start" }, send, cancel),
    );
    this.element = make("details", { class: "write" }, this.words, this.form);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** @private */
  submit() {
    const { stop, lacking } = this.fields.read(this.edited);
    this.wrong.hidden = !lacking;
    setText(this.wrong, lacking);
    if (!stop) return;
    this.put(stop, this.edited);
    this.close();
  }

  /** @private */
  close() {
    this.edited = null;
    this.element.open = false;
    this.form.reset();
    this.fields.arrange();
    setText(this.words, _("Write a question"));
  }

  /** @param {PlannedStop} stop */
  edit(stop) {
    this.edited = stop;
    this.fields.fill(stop);
    setText(this.words, _("Edit the question"));
    this.element.open = true;
    this.fields.text.focus();
  }

  /** What is edited may be gone. @param {PlannedStop[]} plan */
  keep(plan) {
    const is = (/** @type {PlannedStop} */ { id, state }) =>
      id === this.edited?.id && state === "planned";
    if (this.edited && !plan.some(is)) this.close();
  }
}

/** What a question consists of: which of it is asked for depends on its kind. */
class Fields {
  at = make("input", { value: "9:31", inputmode: "numeric", autocomplete: "off" });
  kind = select({}, KINDS());
  text = make("textarea", { rows: "2", maxlength: "400" });
  options = make("textarea", { rows: "4", maxlength: "1000" });
  low = make("input", { inputmode: "numeric", value: "0" });
  high = make("input", { inputmode: "numeric", value: "100" });
  unit = make("input", { maxlength: "40" });
  right = make("input", { inputmode: "numeric", autocomplete: "off" });
  rows = {
    at: field(_("At what minute"), this.at),
    kind: field(_("What is answered"), this.kind),
    text: field(_("The question"), this.text, "all"),
    options: field(_("The options, one a line"), this.options, "all"),
    low: field(_("From"), this.low),
    high: field(_("To"), this.high),
    unit: field(_("Unit"), this.unit),
    right: field(
      _("The right answer (a number, from 1 for an option), if there is one"),
      this.right,
      "all",
    ),
  };

  constructor() {
    this.kind.addEventListener("change", () => this.arrange());
    this.arrange();
  }

  arrange() {
    const { rows } = this;
    const kind = this.kind.value;
    const scale = kind === "number" || kind === "time";
    rows.options.hidden = kind !== "choice";
    rows.low.hidden = rows.high.hidden = !scale;
    rows.unit.hidden = kind !== "number";
    rows.right.hidden = kind === "words";
  }

  /** @param {PlannedStop} stop */
  fill(stop) {
    this.at.value = wireTime(stop.at).slice(0, 5);
    this.kind.value = stop.kind;
    this.text.value = textOf(stop, stop.text);
    this.fillOptions(stop);
    const right = stop.measure?.["choice"];
    this.right.value = typeof right === "number" ? writtenRight(stop.kind, right) : "";
    this.arrange();
  }

  /** @param {PlannedStop} stop @private */
  fillOptions(stop) {
    if (stop.kind === "choice") {
      const options = /** @type {string[]} */ (stop.options);
      this.options.value = options.map((one) => textOf(stop, one)).join("\n");
    }
    if (stop.kind !== "number" && stop.kind !== "time") return;
    const { low, high, unit } = scaleOf(stop);
    const said = stop.kind === "time" ? wireTime : String;
    this.low.value = said(low);
    this.high.value = said(high);
    this.unit.value = textOf(stop, unit);
  }

  /**
   * The question as it is typed, or what it still lacks.
   * @param {PlannedStop | null} edited
   * @returns {{ stop: Record<string, unknown> | null, lacking: string }}
   */
  read(edited) {
    const at = parseTime(this.at.value.trim());
    const kind = this.kind.value;
    const text = this.text.value.trim();
    if (at === null || at % MINUTE !== 0 || at === 0) {
      return { stop: null, lacking: _("A whole minute, as 9:31.") };
    }
    if (!text) return { stop: null, lacking: _("The question has no words yet.") };
    const kept = edited && edited.kind === kind ? edited : null;
    const said = kept ? { because: kept.because, source: kept.source } : {};
    const stop = { at, kind, text, options: this.readOptions(kind) };
    return { stop: { ...stop, ...this.measure(kind, kept), ...said }, lacking: "" };
  }

  /**
   * What is right. What is looked up in the run stays, unless the host says it.
   * @param {string} kind @param {PlannedStop | null} kept @private
   */
  measure(kind, kept) {
    const right = kind === "words" ? null : numberOf(kind, this.right.value);
    if (right !== null) {
      return { measure: { choice: kind === "choice" ? right - 1 : right } };
    }
    const measure = kept && !("choice" in (kept.measure ?? {})) ? kept.measure : null;
    return { measure, ...(measure && kept ? { tells: kept.tells } : {}) };
  }

  /** @param {string} kind @private */
  readOptions(kind) {
    if (kind === "choice") {
      const lines = this.options.value.split("\n").map((line) => line.trim());
      return lines.filter(Boolean);
    }
    if (kind !== "number" && kind !== "time") return [];
    const [low, high] = [this.low, this.high].map(
      ({ value }) => numberOf(kind, value) ?? 0,
    );
    return kind === "number"
      ? { low, high, unit: this.unit.value.trim() }
      : { low, high };
  }
}

/** @param {string} kind @param {number} right */
const writtenRight = (kind, right) => {
  if (kind === "time") return wireTime(right);
  return String(kind === "choice" ? right + 1 : right);
};

/** @param {string} kind @param {string} text @returns {number | null} */
function numberOf(kind, text) {
  if (kind === "time") return parseTime(text.trim());
  const plain = text.trim().replace(/[\s,’']/g, "");
  return /^-?\d{1,12}$/.test(plain) ? Number(plain) : null;
}
