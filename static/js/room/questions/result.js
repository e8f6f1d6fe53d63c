// @ts-check
/** What a room answered, and what the simulation says. */

import { bars, textOf, truthWords } from "./question.model.js";
import { cited } from "../../kit/cited.js";
import { make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { int } from "../../core/format.js";

/** @import {Ranked, Stop} from "../../types.js" */

/** Letters from which an answer needs more than one line on a phone. */
const LONG = 18;

/** How many gave each answer: a list whose bars are as long as the counts. @param {Stop} stop */
export function distribution(stop) {
  if (!stop.distribution) return make("div", { hidden: "" });
  const rows = bars(stop).map(({ words, count, part, right }) => {
    const mark = make("span", { class: "mark" }, right ? `✓ ${_("so it was")}` : "");
    const meter = make("meter", {
      min: "0",
      max: "1",
      value: part.toFixed(3),
      "aria-hidden": "true",
    });
    const row = make(
      "li",
      {},
      make("span", { class: words.length > LONG ? "long" : "what" }, words, mark),
      meter,
      make("b", {}, int(count)),
    );
    if (right) row.dataset["right"] = "";
    return row;
  });
  const label = _("How many gave each answer");
  return make("ul", { class: "bars", "aria-label": label }, ...rows);
}

/** What this simulation says, with one sentence and its source. @param {Stop} stop */
export function truth(stop) {
  if (stop.state !== "shown" || !stop.truth) return make("div", { hidden: "" });
  const because = textOf(stop, stop.because);
  const parts = [
    make("p", { class: "label" }, _("In this simulation")),
    make("p", { class: "truth" }, truthWords(stop)),
  ];
  if (because) parts.push(make("p", {}, because));
  if (stop.source)
    parts.push(make("p", { class: "source" }, ...cited(textOf(stop, stop.source))));
  return make("div", { class: "happened" }, ...parts);
}

/** The best so far; names only where the host shows them. @param {Ranked[]} ranking @param {number} [most] */
export function ranking(ranking, most = 5) {
  if (!ranking.length) return make("div", { hidden: "" });
  const rows = ranking
    .slice(0, most)
    .map(({ name, points }) =>
      make(
        "li",
        {},
        make("span", { dir: "auto" }, name ?? _("Somebody")),
        make("b", {}, _("{count} points", { count: int(points) })),
      ),
    );
  return make(
    "div",
    { class: "best" },
    make("p", { class: "label" }, _("The best so far")),
    make("ol", {}, ...rows),
  );
}
