// @ts-check
/** The wish for a file: its kind, the range, and for pictures which chart and colours. */

import { about, chartNames, kinds, secondOf, wish } from "./exports.model.js";
import { make, setText } from "../../kit/dom.js";
import { END } from "../../core/timescale.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";

/** @import {Kind} from "./exports.model.js" */
/** @typedef {[number, number]} Range */

/**
 * @param {{ loop: Range | null, theme: string, ask: (wish: object) => void }} given
 */
export function exportForm({ loop, theme, ask }) {
  const all = kinds();
  const span = rangeChoice(loop, () => refresh());
  const chart = select("export-chart", chartNames());
  const colours = select("export-theme", [
    ["dark", _("Dark")],
    ["light", _("Light")],
  ]);
  colours.value = theme;
  const drawn = make(
    "div",
    { class: "export-drawn" },
    labelled(_("Chart"), chart),
    labelled(_("Colours"), colours),
  );
  const sizes = new Map(all.map((kind) => [kind, make("small", { class: "size" })]));
  const list = make("fieldset", { class: "export-kinds" }, legend(_("What")));
  list.append(...all.map((kind, place) => choice(kind, place, sizes.get(kind) ?? "")));
  const wrong = make("p", { class: "wrong", role: "alert" });
  const go = make(
    "button",
    { class: "btn primary", id: "export-go", type: "submit" },
    _("Make the file"),
  );
  const form = make(
    "form",
    { class: "export-form" },
    list,
    make("div", { class: "export-options" }, span.element, drawn, wrong, go),
  );

  const chosen = () => {
    const own = list.querySelector("input:checked")?.getAttribute("value");
    return /** @type {Kind} */ (all.find(({ kind }) => kind === own) ?? all[0]);
  };

  function refresh() {
    const kind = chosen();
    const range = span.range();
    drawn.hidden = !kind.drawn;
    span.element.hidden = kind.whole ?? false;
    for (const [own, size] of sizes) {
      setText(size, range === undefined ? "" : about(own, range ?? [0, END]));
    }
  }

  form.addEventListener("change", refresh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const range = span.range();
    say(
      range === undefined ? _("From and to are times, like 9:30:00 and 10:15:00.") : "",
    );
    if (range !== undefined)
      ask(wish(chosen(), range, { chart: chart.value, theme: colours.value }));
  });

  /** @param {string} words what is wrong with the wish */
  function say(words) {
    setText(wrong, words);
  }

  refresh();
  return { form, say };
}

/** @param {Kind} kind @param {number} place @param {Node | string} size */
function choice({ kind, words, note }, place, size) {
  const radio = make("input", { type: "radio", name: "export-kind", value: kind });
  radio.checked = place === 0;
  const says = make("span", {}, make("b", {}, words), make("small", {}, note));
  return make("label", { class: "export-kind" }, radio, says, size);
}

/**
 * Null means the whole day, undefined that what was typed is no range.
 * @param {Range | null} loop @param {() => void} changed
 */
function rangeChoice(loop, changed) {
  const from = time("export-from", hms(loop?.[0] ?? 5400), _("From"));
  const to = time("export-to", hms(loop?.[1] ?? 8100), _("To"));
  const typed = make("span", { class: "export-times" }, from, "–", to);
  const whole = radio("day", _("The whole day"), true);
  const looped =
    loop && radio("loop", `${_("The loop")}, ${hms(loop[0])}–${hms(loop[1])}`);
  const between = radio("typed", _("From and to"));
  const element = make(
    "fieldset",
    { class: "export-range" },
    legend(_("Range")),
    whole,
  );
  if (looped) element.append(looped);
  element.append(between, typed);
  typed.addEventListener("input", () => {
    /** @type {HTMLInputElement | null} */ (between.querySelector("input"))?.click();
    changed();
  });

  /** @returns {Range | null | undefined} */
  function range() {
    const own = element.querySelector("input:checked")?.getAttribute("value");
    if (own === "day") return null;
    if (own === "loop") return loop;
    const [first, last] = [secondOf(from.value), secondOf(to.value)];
    return first === null || last === null || first >= last ? undefined : [first, last];
  }
  return { element, range };
}

/** @param {string} value @param {string} words @param {boolean} [checked] */
function radio(value, words, checked = false) {
  const input = make("input", { type: "radio", name: "export-range", value });
  input.checked = checked;
  return make("label", { class: "export-radio" }, input, words);
}

/** @param {string} id @param {string} value @param {string} words */
const time = (id, value, words) =>
  make("input", { id, value, "aria-label": words, size: "8", autocomplete: "off" });

/** @param {string} id @param {[string, string][]} choices */
const select = (id, choices) =>
  make(
    "select",
    { id },
    ...choices.map(([value, words]) => make("option", { value }, words)),
  );

/** @param {string} words @param {HTMLElement} control */
const labelled = (words, control) => make("label", {}, make("b", {}, words), control);

/** @param {string} words */
const legend = (words) => make("legend", {}, words);
