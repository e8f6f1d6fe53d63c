// @ts-check
/** The runs of a comparison as cards: what each is, what it costs, and its place. */

import { aboutRun, letter, nameOf } from "../replay/comparison.model.js";
import { button, byId, make } from "../kit/dom.js";
import { exactMoney, money, moneyParts, wireTime } from "../core/format.js";
import { missingWords } from "./rows.model.js";
import { _ } from "../core/words.js";
import { sample } from "./grid.js";

/** @import {ComparisonInfo, RangesInfo} from "../types.js" */
/** @import {Compared} from "../replay/comparison.model.js" */

/**
 * @typedef {object} CardActions
 * @property {(id: string, to: number) => void} move to another place
 * @property {(id: string) => void} remove
 * @property {() => boolean} mayRemove
 */

export class RunCards {
  list = byId("runs");

  /** @param {Compared} sides @param {CardActions} actions */
  constructor(sides, actions) {
    this.sides = sides;
    this.actions = actions;
    dragging(this.list, sides, actions);
  }

  draw() {
    const { list } = this;
    const { info } = this.sides;
    if (!info) return;
    const refocus = focused(list);
    list.replaceChildren(...info.runs.map((_run, place) => this.card(info, place)));
    list.toggleAttribute("data-wide", info.runs.length > 4);
    refocus();
    missing(info);
  }

  /** @param {ComparisonInfo} info @param {number} place @private */
  card(info, place) {
    const id = info.runs[place]?.id ?? "";
    return make(
      "li",
      { class: "card run-card", draggable: "true", "data-run": id },
      make(
        "header",
        {},
        sample(place),
        make("h3", {}, this.link(info, place)),
        this.order(id, place, info.runs.length),
      ),
      make("p", { class: "help" }, aboutRun(info, place)),
      outcome(info, place),
      make("p", { class: "untold" }, _("How it ends is hidden.")),
    );
  }

  /** Leads to the run at the second that is on the screen. @param {ComparisonInfo} info @param {number} place @private */
  link(info, place) {
    const href = info.runs[place]?.url ?? "";
    const link = make("a", { href, dir: "auto" }, nameOf(info, place));
    const fresh = () => {
      link.href = `${href}#t=${wireTime(this.sides.view.time())}`;
    };
    link.addEventListener("pointerdown", fresh);
    link.addEventListener("focus", fresh);
    return link;
  }

  /** @param {string} id @param {number} place @param {number} count of the runs @private */
  order(id, place, count) {
    const { move, remove, mayRemove } = this.actions;
    const run = letter(place);
    const left = mini("left", "←", _("Move {run} forward", { run }), () =>
      move(id, place - 1),
    );
    const right = mini("right", "→", _("Move {run} back", { run }), () =>
      move(id, place + 1),
    );
    const out = mini("remove", "×", _("Remove {run}", { run }), () => remove(id));
    left.disabled = place === 0;
    right.disabled = place === count - 1;
    out.disabled = !mayRemove();
    return make("span", { class: "order" }, left, right, out);
  }
}

/** @param {string} what @param {string} sign @param {string} words @param {() => void} press */
function mini(what, sign, words, press) {
  const about = { "aria-label": words, title: words, "data-do": what };
  return button(sign, press, { ...about, class: "btn mini" });
}

/** Rebuilding must not lose the place of whoever uses the keys: puts the focus back. @param {HTMLElement} list */
function focused(list) {
  const active = document.activeElement;
  const id = active?.closest("li")?.getAttribute("data-run");
  const what = active?.getAttribute("data-do");
  const held = list.contains(active);
  return () => {
    const own = held ? list.querySelector(`[data-run="${id}"]`) : null;
    const wished = own?.querySelector(`[data-do="${what}"]:not(:disabled)`);
    const found = wished ?? own?.querySelector("button:not(:disabled), a");
    if (found instanceof HTMLElement) found.focus();
  };
}

/** What it costs, against the same run left alone and against A. @param {ComparisonInfo} info @param {number} place */
function outcome({ endings, ranges, without_figures: without }, place) {
  const ending = endings[place];
  const range = ranges[place] ?? null;
  if (!ending) {
    const words = missingWords(without[place] ?? "computing");
    return make("p", { class: "waits" }, words);
  }
  const { avoided, loss, loss_left_alone: alone } = ending;
  const exactly = `${exactMoney(alone)} − ${exactMoney(loss)}`;
  const sums = _("{alone} left alone, {loss} here", {
    alone: money(alone),
    loss: money(loss),
  });
  return make(
    "div",
    { class: "outcome" },
    make("p", { class: "label" }, outcomeWords(avoided)),
    avoidedOutput(avoided),
    make("p", { class: "help", title: exactly }, sums),
    make("p", { class: "against" }, against(loss, place ? endings[0] : null)),
    ...rangeLines(range),
  );
}

/** Under the figures what they are a part of. @param {RangesInfo | null} range */
function rangeLines(range) {
  if (!range) return [];
  const { loss, avoided, against: apart, reason } = range;
  const lines = [_("Loss: {range}", { range: loss.words })];
  if (avoided.readings.some(Boolean))
    lines.push(_("Less than left alone: {range}", { range: avoided.words }));
  if (apart) lines.push(_("Loss minus A's: {range}", { range: apart.words }));
  return lines.map((words) => make("p", { class: "range", title: reason }, words));
}

/** @param {number} avoided in cents */
function avoidedOutput(avoided) {
  const [sign, digits, unit] = moneyParts(Math.abs(avoided));
  const kind = avoided < 0 ? "worse" : avoided ? "better" : "";
  const about = { class: kind, title: exactMoney(avoided) };
  return make("output", about, sign + digits, make("small", {}, unit));
}

/** @param {number} loss in cents @param {{ loss: number } | null | undefined} first A's, for the others */
const against = (loss, first) =>
  first ? againstWords(loss - first.loss) : _("The others are measured against it.");

/** @param {number} avoided in cents */
function outcomeWords(avoided) {
  if (avoided < 0) return _("Loses more than left alone");
  return avoided ? _("Loses less than left alone") : _("Loses as much as left alone");
}

/** @param {number} more cents that a run loses more than A */
function againstWords(more) {
  const sum = money(Math.abs(more));
  if (more > 0) return _("{sum} more than A", { sum });
  return more ? _("{sum} less than A", { sum }) : _("as much as A");
}

/** @param {ComparisonInfo} info */
function missing({ missing: gone }) {
  const words = gone.map(({ id, why }) => {
    const values = { id: id.slice(0, 8) };
    const said =
      why === "closed"
        ? _("The run {id}… is closed: it takes a link from its host to see it.", values)
        : _("The run {id}… is gone, or was never here.", values);
    return make("p", {}, said);
  });
  byId("missing").replaceChildren(...words);
}

/** A card dragged over another takes its place. @param {HTMLElement} list @param {Compared} sides @param {CardActions} actions */
function dragging(list, sides, actions) {
  /** @type {string | null} */
  let held = null;
  const cardOf = (/** @type {globalThis.Event} */ { target }) =>
    target instanceof Element ? target.closest("li") : null;
  list.addEventListener("dragstart", (event) => {
    held = cardOf(event)?.getAttribute("data-run") ?? null;
    event.dataTransfer?.setData("text/plain", held ?? "");
  });
  list.addEventListener("dragover", (event) => held && event.preventDefault());
  list.addEventListener("dragend", () => (held = null));
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    const onto = cardOf(event)?.getAttribute("data-run");
    const to = sides.shown.findIndex(({ id }) => id === onto);
    if (held && to >= 0) actions.move(held, to);
    held = null;
  });
}
