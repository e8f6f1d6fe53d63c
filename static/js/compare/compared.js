// @ts-check
/** What the server says of runs side by side, as tables: acts, figures, parts of the loss. */

import { button, byId, make, makeSvg } from "../kit/dom.js";
import { differenceWords, rowWords, valueWords } from "./rows.model.js";
import { letter, namesOf, partingWords } from "../replay/comparison.model.js";
import { END } from "../core/timescale.js";
import { _ } from "../core/words.js";
import { actWords } from "../core/act_words.js";
import { actor, presetTime } from "../core/acts.js";
import { grid, sample } from "./grid.js";
import { hms } from "../core/format.js";

/** @import {ComparedAct, ComparedRow, ComparisonInfo} from "../types.js" */

/** Width of a bar's view box. */
const WIDE = 1000;

/** @param {ComparisonInfo} info @param {(t: number) => void} jump */
export function comparedTables(info, jump) {
  partings(info, jump);
  acts(info, jump);
  figures(info);
  split(info);
}

/** @param {ComparisonInfo} info @param {(t: number) => void} jump */
function partings({ divergences }, jump) {
  const items = divergences.flatMap((parting, place) => {
    if (!parting) return [];
    const words = make("p", {}, partingWords(parting, letter(place)));
    const tick = parting.first?.tick;
    const known = { "data-tick": String(tick ?? END) };
    const item = make("li", known, sample(place), words);
    if (tick !== undefined) {
      const go = _("Go to {time}", { time: hms(tick) });
      item.append(button(go, () => jump(tick), { class: "btn" }));
    }
    return [item];
  });
  byId("partings").replaceChildren(...items);
}

/** @param {ComparisonInfo} info @param {(t: number) => void} jump */
function acts(info, jump) {
  const { interventions } = info;
  const host = byId("acts");
  if (!interventions.length) {
    host.replaceChildren(
      make("p", { class: "empty" }, _("Nothing was done in any of them.")),
    );
    return;
  }
  const rows = interventions.map((row, i) => ({
    key: String(i),
    words: actWords(row.act),
    note: row.kind === "preset" ? _("Knight's people") : "",
  }));
  const about = { caption: _("What was done in each run"), corner: _("What"), rows };
  const table = grid(host, { ...about, names: namesOf(info) });
  interventions.forEach((row, i) => {
    row.runs.forEach((_run, place) => {
      const [words, more, state] = actCell(row, place);
      table.put(String(i), place, words, more);
      table.cell(String(i), place)?.setAttribute("data-state", state);
    });
    dated(host.querySelector(`[data-row="${i}"]`), row, jump);
  });
}

/** Says when it was done, and leads there. @param {Element | null} own @param {ComparedAct} row @param {(t: number) => void} jump */
function dated(own, { tick, kind, act }, jump) {
  const time = kind === "preset" ? presetTime(act) : hms(tick);
  own?.setAttribute("data-tick", String(tick));
  own?.querySelector("th")?.prepend(button(time, () => jump(tick), { class: "when" }));
}

/** @param {ComparedAct} row @param {number} place @returns {[string, string, string]} */
function actCell({ kind, runs }, place) {
  const own = runs[place];
  if (!own) return ["–", "", "none"];
  if (own.state === "struck") return [_("struck out"), own.reason, "off"];
  if (own.state === "cancelled") return [_("does not happen"), "", "off"];
  const who = kind === "people" ? actor(own.by) : "";
  return ["●", [who, own.reason].filter(Boolean).join(": "), "done"];
}

/** @param {ComparisonInfo} info */
function figures(info) {
  const shown = info.figures.filter(({ values }) =>
    values.some((value) => value !== null),
  );
  fill("figures", shown, namesOf(info), {
    caption: _("Figures of every run, and what each differs by from A"),
    corner: _("Figure"),
  });
}

/** @param {ComparisonInfo} info */
function split(info) {
  const { split: all } = info;
  const names = namesOf(info);
  const about = {
    caption: _(
      "What the loss of every run consists of, and what each part differs by from A",
    ),
    corner: _("Part"),
  };
  const table = fill("split", all, names, about);
  const sizes = all.flatMap(({ values }) => values.map(Number).filter(Number.isFinite));
  const most = Math.max(1, ...sizes.map(Math.abs));
  all.forEach((row, i) =>
    row.values.forEach((value, place) => {
      if (typeof value === "number")
        table?.cell(String(i), place)?.append(bar(value / most, place));
    }),
  );
}

/** @param {string} id @param {ComparedRow[]} rows @param {string[]} names @param {{ caption: string, corner: string }} about */
function fill(id, rows, names, about) {
  const host = byId(id);
  if (!rows.length) {
    host.replaceChildren(make("p", { class: "empty" }, _("Not known yet.")));
    return null;
  }
  const heads = rows.map((row, i) => ({ key: String(i), ...rowWords(row) }));
  const table = grid(host, { ...about, names, rows: heads });
  rows.forEach((row, i) =>
    names.forEach((_name, place) =>
      table.put(String(i), place, valueWords(row, place), differenceWords(row, place)),
    ),
  );
  return table;
}

/** A bar from the middle: to the right a loss. @param {number} share −1 to 1 @param {number} place */
function bar(share, place) {
  const half = WIDE / 2;
  const wide = Math.max(4, Math.abs(share) * half);
  const rect = makeSvg("rect", {
    x: String(share < 0 ? half - wide : half),
    width: wide.toFixed(1),
    height: "6",
    y: "2",
    class: `run-fill-${place + 1}`,
  });
  const zero = makeSvg("rect", {
    x: String(half - 2),
    width: "4",
    height: "10",
    class: "zero",
  });
  const box = { viewBox: `0 0 ${WIDE} 10`, preserveAspectRatio: "none" };
  return makeSvg("svg", { ...box, "aria-hidden": "true", class: "bar" }, rect, zero);
}
