// @ts-check
/** How a question is answered: something to choose, how sure one is, and a lock. */

import { make, setText } from "../../kit/dom.js";
import { choices, guess, middle, onScale, scaleOf, stepOf } from "./question.model.js";
import { textOf, valueWords } from "./question.model.js";
import { _ } from "../../core/words.js";
import { parseTime } from "../../core/address.js";
import { wireTime } from "../../core/format.js";

/** @import {Stop} from "../../types.js" */

const WORDS_LENGTH = 280;
const SURE_STEP = 5;

/**
 * @param {Stop} stop
 * @param {(value: number | string, sureness: number | null) => void} lock
 */
export function questionForm(stop, lock) {
  const given = input(stop);
  const sure = stop.kind === "words" ? null : sureness(stop);
  const send = make("button", { class: "btn primary wide lock" }, _("Lock the answer"));
  const wrong = make("p", { class: "wrong", role: "alert", hidden: "" });
  const form = make("form", { class: "answering", novalidate: "" }, given.element);
  if (sure) form.append(sure.element);
  form.append(wrong, send);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = given.value();
    wrong.hidden = value !== null;
    if (value === null) return setText(wrong, given.lacking);
    lock(value, sure ? sure.value() : null);
  });
  return form;
}

/** @typedef {{ element: HTMLElement, value: () => number | string | null, lacking: string }} Input */

/** @param {Stop} stop @returns {Input} */
function input(stop) {
  if (stop.kind === "words") return wordsInput(stop);
  return onScale(stop) ? scaleInput(stop) : choiceInput(stop);
}

/** @param {Stop} stop @returns {Input} */
function choiceInput(stop) {
  const name = `answer-${stop.id}`;
  const rows = choices(stop).map(({ value, words }) => {
    const radio = make("input", { type: "radio", name, value: String(value) });
    return make("label", { class: "option" }, radio, make("span", {}, words));
  });
  const legend = make("legend", { class: "sr" }, textOf(stop, stop.text));
  const element = make("fieldset", { class: "options" }, legend, ...rows);
  element.dataset["kind"] = stop.kind;
  const value = () => {
    const chosen = element.querySelector("input:checked");
    return chosen ? Number(chosen.getAttribute("value")) : null;
  };
  return { element, value, lacking: _("Choose one first.") };
}

/** A slider for the thumb and a field for what is exact. @param {Stop} stop @returns {Input} */
function scaleInput(stop) {
  const { low, high, unit } = scaleOf(stop);
  const time = stop.kind === "time";
  const slider = scaleSlider(stop);
  const field = exactField(stop);
  const read = () => (time ? parseTime(field.value.trim()) : whole(field.value));
  slider.addEventListener("input", () => {
    field.value = shown(stop, Number(slider.value));
    slider.setAttribute("aria-valuetext", valueWords(stop, Number(slider.value)));
  });
  field.addEventListener("input", () => {
    const value = read();
    if (value !== null) slider.value = String(value);
  });
  const of = make("span", {}, time ? _("ET") : textOf(stop, unit));
  const exact = make("p", { class: "exactly" }, field, of);
  const element = make("div", { class: "scale" }, exact, slider, ends(stop));
  const value = () => {
    const found = read();
    return found !== null && found >= low && found <= high ? found : null;
  };
  const from = { low: valueWords(stop, low), high: valueWords(stop, high) };
  return { element, value, lacking: _("From {low} to {high}.", from) };
}

/** A value as it is typed. @param {Stop} stop @param {number} value */
const shown = ({ kind }, value) => (kind === "time" ? wireTime(value) : String(value));

/** @param {Stop} stop */
function scaleSlider(stop) {
  const { low, high } = scaleOf(stop);
  return make("input", {
    type: "range",
    min: String(low),
    max: String(high),
    step: String(stepOf(stop)),
    value: String(middle(stop)),
    "aria-label": textOf(stop, stop.text),
  });
}

/** @param {Stop} stop */
const exactField = (stop) =>
  make("input", {
    class: "exact",
    inputmode: "numeric",
    autocomplete: "off",
    value: shown(stop, middle(stop)),
    "aria-label": stop.kind === "time" ? _("The time, to the second") : _("The number"),
  });

/** @param {Stop} stop */
function ends(stop) {
  const { low, high } = scaleOf(stop);
  return make(
    "p",
    { class: "ends", "aria-hidden": "true" },
    ...[low, high].map((end) => make("span", {}, valueWords(stop, end))),
  );
}

/** @param {string} text */
function whole(text) {
  const plain = text.trim().replace(/[\s,’']/g, "");
  return /^-?\d{1,13}$/.test(plain) ? Number(plain) : null;
}

/** @param {Stop} stop @returns {Input} */
function wordsInput(stop) {
  const area = make("textarea", {
    rows: "3",
    maxlength: String(WORDS_LENGTH),
    "aria-label": textOf(stop, stop.text),
  });
  const value = () => area.value.trim() || null;
  return { element: area, value, lacking: _("Write something first.") };
}

/** @param {Stop} stop */
function sureness(stop) {
  const least = guess(stop);
  const slider = make("input", {
    type: "range",
    min: String(least),
    max: "100",
    step: String(SURE_STEP),
    value: String(least),
  });
  const words = make("output", {}, sureWords(least, least));
  slider.addEventListener("input", () =>
    setText(words, sureWords(Number(slider.value), least)),
  );
  const what = make("span", {}, sureQuestion(stop));
  const element = make("label", { class: "sure" }, what, words, slider);
  return { element, value: () => Number(slider.value) / 100 };
}

/** @param {Stop} stop */
const sureQuestion = (stop) =>
  onScale(stop)
    ? _("How sure are you to be within a tenth of the scale?")
    : _("How sure are you to be right?");

/** @param {number} percent @param {number} least */
function sureWords(percent, least) {
  if (percent <= least) return _("{percent}%, a guess", { percent });
  return percent === 100 ? _("100%, certain") : _("{percent}%", { percent });
}

/** A show of hands: the counts, as the host types them. @param {Stop} stop @param {(hands: Record<string, number>) => void} enter */
export function handsForm(stop, enter) {
  const fields = choices(stop).map(({ value, words }) =>
    handsField(stop, value, words),
  );
  const help = _("Without phones: count the hands for each, and type.");
  const form = make(
    "form",
    { class: "hands" },
    make("p", { class: "help" }, help),
    ...fields.map(({ row }) => row),
    make("button", { class: "btn" }, _("Enter the hands")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const counted = fields.map(({ value, field }) => [value, Number(field.value) || 0]);
    enter(Object.fromEntries(counted.filter(([, count]) => Number(count) > 0)));
  });
  return form;
}

/** @param {Stop} stop @param {number} value @param {string} words */
function handsField({ hands }, value, words) {
  const field = make("input", {
    type: "number",
    min: "0",
    max: "10000",
    inputmode: "numeric",
    value: String(hands?.[value] ?? 0),
    "data-value": String(value),
  });
  return { value, field, row: make("label", {}, make("span", {}, words), field) };
}
