// @ts-check
/** What is asked for a file: its kind, the range, and for pictures which chart and colours. */

import { about, chartNames, isDrawn, requestOf } from "./exports.model.js";
import { make, setText } from "../../kit/dom.js";
import { parseTime } from "../../core/address.js";
import { BREAK, END, OPEN } from "../../core/timescale.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";
import { labelled, onSubmit, select } from "../../kit/forms.js";

/** @import {ExportKind} from "../../types.js" */
/** @typedef {[number, number]} Range */

export class ExportForm {
  chart = select({ id: "export-chart" }, chartNames());
  colours = select({ id: "export-theme" }, [
    ["dark", _("Dark")],
    ["light", _("Light")],
  ]);
  /** Asked of what is drawn. */
  drawn = make(
    "div",
    { class: "export-drawn" },
    labelled(_("Chart"), this.chart),
    labelled(_("Colours"), this.colours),
  );
  wrong = make("p", { class: "wrong", role: "alert" });

  /**
   * @param {{ kinds: ExportKind[], loop: Range | null, theme: string, ask: (request: object) => void }} given
   */
  constructor({ kinds, loop, theme, ask }) {
    this.kinds = kinds;
    this.ask = ask;
    this.sizes = new Map(kinds.map((kind) => [kind, make("small", { class: "size" })]));
    this.list = make(
      "fieldset",
      { class: "export-kinds" },
      legend(_("What")),
      ...[...this.sizes].map(([kind, size], place) => choice(kind, place, size)),
    );
    this.span = new RangeChoice(loop, () => this.refresh());
    this.colours.value = theme;
    this.element = this.made();
    this.element.addEventListener("change", () => this.refresh());
    onSubmit(this.element, () => this.send());
    this.refresh();
  }

  /** @private */
  made() {
    const go = { class: "btn primary", id: "export-go", type: "submit" };
    return make(
      "form",
      { class: "export-form" },
      this.list,
      make(
        "div",
        { class: "export-options" },
        this.span.element,
        this.drawn,
        this.wrong,
        make("button", go, _("Make the file")),
      ),
    );
  }

  /** @private */
  chosen() {
    const own = this.list.querySelector("input:checked")?.getAttribute("value");
    const found = this.kinds.find(({ kind }) => kind === own);
    return /** @type {ExportKind} */ (found ?? this.kinds[0]);
  }

  /** @private */
  refresh() {
    const kind = this.chosen();
    const range = this.span.range();
    this.drawn.hidden = !isDrawn(kind);
    this.span.element.hidden = !kind.ranged;
    for (const [own, size] of this.sizes) {
      setText(size, range === undefined ? "" : about(own, range ?? [0, END]));
    }
  }

  /** @private */
  send() {
    const range = this.span.range();
    if (range === undefined)
      return this.say(_("From and to are times, like 9:30:00 and 10:15:00."));
    this.say("");
    const { chart, colours } = this;
    this.ask(
      requestOf(this.chosen(), range, { chart: chart.value, theme: colours.value }),
    );
  }

  /** @param {string} words what is wrong with it */
  say(words) {
    setText(this.wrong, words);
  }
}

/** @param {ExportKind} kind @param {number} place @param {Node | string} size */
function choice({ kind, words, note }, place, size) {
  const radio = make("input", { type: "radio", name: "export-kind", value: kind });
  radio.checked = place === 0;
  const says = make("span", {}, make("b", {}, words), make("small", {}, note));
  return make("label", { class: "export-kind" }, radio, says, size);
}

class RangeChoice {
  between = radio("typed", _("From and to"));

  /** @param {Range | null} loop @param {() => void} changed */
  constructor(loop, changed) {
    this.loop = loop;
    this.from = time("export-from", hms(loop?.[0] ?? OPEN), _("From"));
    this.to = time("export-to", hms(loop?.[1] ?? BREAK), _("To"));
    const typed = make("span", { class: "export-times" }, this.from, "–", this.to);
    typed.addEventListener("input", () => {
      this.between.querySelector("input")?.click();
      changed();
    });
    this.element = make(
      "fieldset",
      { class: "export-range" },
      legend(_("Range")),
      radio("day", _("The whole day"), true),
      ...(loop ? [radio("loop", loopWords(loop))] : []),
      this.between,
      typed,
    );
  }

  /** Null means the whole day, undefined that what was typed is no range. @returns {Range | null | undefined} */
  range() {
    const own = this.element.querySelector("input:checked")?.getAttribute("value");
    if (own === "day") return null;
    if (own === "loop") return this.loop;
    const first = parseTime(this.from.value);
    const last = parseTime(this.to.value);
    return first === null || last === null || first >= last ? undefined : [first, last];
  }
}

/** @param {Range} loop */
const loopWords = ([from, to]) => `${_("The loop")}, ${hms(from)}–${hms(to)}`;

/** @param {string} value @param {string} words @param {boolean} [checked] */
function radio(value, words, checked = false) {
  const input = make("input", { type: "radio", name: "export-range", value });
  input.checked = checked;
  return make("label", { class: "export-radio" }, input, words);
}

/** @param {string} id @param {string} value @param {string} words */
const time = (id, value, words) =>
  make("input", { id, value, "aria-label": words, size: "8", autocomplete: "off" });

/** @param {string} words */
const legend = (words) => make("legend", {}, words);
