// @ts-check
/** One question of the plan, typed by the host: new, or another wording of one that is there. */

import { button, make, setText } from "../../kit/dom.js";
import { scaleOf, told } from "./question.model.js";
import { _ } from "../../core/words.js";
import { parseTime } from "../../core/address.js";
import { wireTime } from "../../core/format.js";

/** @import {PlannedStop} from "../../types.js" */

const MINUTE = 60;

/** A stop as it is sent again, unchanged. @param {PlannedStop} stop */
export const toSend = ({
  at,
  kind,
  text,
  options,
  measure,
  tells,
  because,
  source,
  ours,
}) => ({ at, kind, text, options, measure, tells, because, source, ours });

/** @returns {[string, string][]} */
const KINDS = () => [
  ["choice", _("One of several")],
  ["number", _("A number")],
  ["server", _("A server")],
  ["time", _("A time")],
  ["words", _("Words")],
];

/**
 * @param {{ plan: (stops: Record<string, unknown>[]) => void, context: { room: { plan: PlannedStop[] } } }} host
 */
export function planForm(host) {
  const fields = makeFields();
  const wrong = make("p", { class: "wrong", role: "alert", hidden: "" });
  const element = make("details", { class: "write" });
  const form = make(
    "form",
    { class: "plan-form", novalidate: "" },
    ...fields.rows,
    wrong,
  );
  const words = make("summary", {}, _("Write a question"));
  const send = make("button", { class: "btn primary" }, _("Put it into the plan"));
  const cancel = button(_("Cancel"), () => close());
  form.append(make("p", { class: "row start" }, send, cancel));
  element.append(words, form);
  /** @type {PlannedStop | null} */
  let edited = null;

  function close() {
    edited = null;
    element.open = false;
    form.reset();
    fields.kind.disabled = false;
    fields.arrange();
    setText(words, _("Write a question"));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { stop, lacking } = fields.read(edited);
    wrong.hidden = !lacking;
    setText(wrong, lacking);
    if (!stop) return;
    const rest = host.context.room.plan.filter(
      (one) => one.state === "planned" && one.id !== edited?.id,
    );
    host.plan([...rest.map(toSend), stop]);
    close();
  });

  return {
    element,
    /** @param {PlannedStop} stop */
    edit(stop) {
      edited = stop;
      fields.fill(stop);
      setText(words, _("Edit the question"));
      element.open = true;
      fields.text.focus();
    },
    /** What is edited may be gone. @param {PlannedStop[]} plan */
    keep(plan) {
      if (
        edited &&
        !plan.some(({ id, state }) => id === edited?.id && state === "planned")
      ) {
        close();
      }
    },
  };
}

function makeFields() {
  const at = make("input", {
    value: "9:31",
    inputmode: "numeric",
    autocomplete: "off",
  });
  const kind = make(
    "select",
    {},
    ...KINDS().map(([value, words]) => make("option", { value }, words)),
  );
  const text = make("textarea", { rows: "2", maxlength: "400" });
  const options = make("textarea", { rows: "4", maxlength: "1000" });
  const low = make("input", { inputmode: "numeric", value: "0" });
  const high = make("input", { inputmode: "numeric", value: "100" });
  const unit = make("input", { maxlength: "40" });
  const right = make("input", { inputmode: "numeric", autocomplete: "off" });
  const rows = {
    at: labelled(_("At what minute"), at),
    kind: labelled(_("What is answered"), kind),
    text: labelled(_("The question"), text, "all"),
    options: labelled(_("The options, one a line"), options, "all"),
    low: labelled(_("From"), low),
    high: labelled(_("To"), high),
    unit: labelled(_("Unit"), unit),
    right: labelled(
      _("The right answer (a number, from 1 for an option), if there is one"),
      right,
      "all",
    ),
  };
  const arrange = () => {
    const scale = kind.value === "number" || kind.value === "time";
    rows.options.hidden = kind.value !== "choice";
    rows.low.hidden = rows.high.hidden = !scale;
    rows.unit.hidden = kind.value !== "number";
    rows.right.hidden = kind.value === "words";
  };
  kind.addEventListener("change", arrange);
  arrange();
  const given = { at, kind, text, options, low, high, unit, right };
  return {
    rows: Object.values(rows),
    kind,
    text,
    arrange,
    /** @param {PlannedStop} stop */
    fill: (stop) => fill(given, stop, arrange),
    /** @param {PlannedStop | null} edited */
    read: (edited) => read(given, edited),
  };
}

/** @typedef {{ at: HTMLInputElement, kind: HTMLSelectElement, text: HTMLTextAreaElement, options: HTMLTextAreaElement, low: HTMLInputElement, high: HTMLInputElement, unit: HTMLInputElement, right: HTMLInputElement }} Given */

/** @param {Given} given @param {PlannedStop} stop @param {() => void} arrange */
function fill(given, stop, arrange) {
  given.at.value = wireTime(stop.at).slice(0, 5);
  given.kind.value = stop.kind;
  given.text.value = told(stop, stop.text);
  if (stop.kind === "choice") {
    const options = /** @type {string[]} */ (stop.options);
    given.options.value = options.map((one) => told(stop, one)).join("\n");
  }
  if (stop.kind === "number" || stop.kind === "time") {
    const { low, high, unit } = scaleOf(stop);
    const said = stop.kind === "time" ? wireTime : String;
    given.low.value = said(low);
    given.high.value = said(high);
    given.unit.value = told(stop, unit);
  }
  const right = stop.measure?.["choice"];
  given.right.value = typeof right === "number" ? writtenRight(stop.kind, right) : "";
  arrange();
}

/** @param {string} kind @param {number} right */
const writtenRight = (kind, right) => {
  if (kind === "time") return wireTime(right);
  return String(kind === "choice" ? right + 1 : right);
};

/** @param {Given} given @param {PlannedStop | null} edited @returns {{ stop: Record<string, unknown> | null, lacking: string }} */
function read(given, edited) {
  const at = parseTime(given.at.value.trim());
  const kind = given.kind.value;
  const text = given.text.value.trim();
  if (at === null || at % MINUTE !== 0 || at === 0) {
    return { stop: null, lacking: _("A whole minute, as 9:31.") };
  }
  if (!text) return { stop: null, lacking: _("The question has no words yet.") };
  const number =
    kind === "time" ? (/** @type {string} */ v) => parseTime(v.trim()) : whole;
  const options = optionsOf(given, kind, number);
  const right = kind === "words" ? null : number(given.right.value);
  const fact =
    right === null ? null : { choice: kind === "choice" ? right - 1 : right };
  // What is looked up in the run stays, unless the host says what is right.
  const kept = edited && edited.kind === kind ? edited : null;
  const measure =
    fact ?? (kept && !("choice" in (kept.measure ?? {})) ? kept.measure : null);
  const known = measure && kept && !fact ? { tells: kept.tells } : {};
  const said = kept ? { because: kept.because, source: kept.source } : {};
  return { stop: { at, kind, text, options, measure, ...known, ...said }, lacking: "" };
}

/** @param {Given} given @param {string} kind @param {(text: string) => number | null} number */
function optionsOf({ options, low, high, unit }, kind, number) {
  if (kind === "choice") {
    return options.value
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  }
  if (kind !== "number" && kind !== "time") return [];
  const scale = { low: number(low.value) ?? 0, high: number(high.value) ?? 0 };
  return kind === "number" ? { ...scale, unit: unit.value.trim() } : scale;
}

/** @param {string} text */
function whole(text) {
  const plain = text.trim().replace(/[\s,’']/g, "");
  return /^-?\d{1,12}$/.test(plain) ? Number(plain) : null;
}

/** @param {string} words @param {HTMLElement} field @param {string} [kind] */
const labelled = (words, field, kind = "") =>
  make("label", { class: `field ${kind}`.trim() }, words, field);
