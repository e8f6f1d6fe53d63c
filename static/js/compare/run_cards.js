// @ts-check
/** The runs of a comparison as cards: what each is, what it costs, and its place. */

import { aboutRun, letter, nameOf } from "../replay/comparison.model.js";
import { button, byId, make } from "../kit/dom.js";
import { exactMoney, money, moneyParts, wireTime } from "../core/format.js";
import { missingWords } from "./rows.model.js";
import { _ } from "../core/words.js";
import { sample } from "./grid.js";

/** @import {ComparisonInfo} from "../types.js" */
/** @import {Compared} from "../replay/comparison.model.js" */

/**
 * @typedef {object} CardActions
 * @property {(id: string, to: number) => void} move to another place
 * @property {(id: string) => void} remove
 * @property {() => boolean} mayRemove
 */

/** @param {Compared} sides @param {CardActions} actions */
export function runCards(sides, actions) {
  const list = byId("runs");
  dragging(list, sides, actions);

  return function draw() {
    const { info } = sides;
    if (!info) return;
    const focused = focus();
    list.replaceChildren(...info.runs.map((_run, place) => card(info, place)));
    list.toggleAttribute("data-wide", info.runs.length > 4);
    focused?.();
    missing(info);
  };

  /** @param {ComparisonInfo} info @param {number} place */
  function card(info, place) {
    const run = /** @type {typeof info.runs[number]} */ (info.runs[place]);
    const link = make("a", { href: run.url, dir: "auto" }, nameOf(info, place));
    link.addEventListener("pointerdown", () => fresh());
    link.addEventListener("focus", () => fresh());
    const fresh = () => (link.href = `${run.url}#t=${wireTime(sides.view.time())}`);
    return make(
      "li",
      { class: "card run-card", draggable: "true", "data-run": run.id },
      make("header", {}, sample(place), make("h3", {}, link), buttons(info, place)),
      make("p", { class: "help" }, aboutRun(info, place)),
      outcome(info, place),
      make("p", { class: "untold" }, _("How it ends is hidden.")),
    );
  }

  /** @param {ComparisonInfo} info @param {number} place */
  function buttons({ runs }, place) {
    const id = runs[place]?.id ?? "";
    const run = letter(place);
    /** @param {string} sign @param {string} words @param {string} what @param {() => void} press @param {boolean} may */
    const small = (sign, words, what, press, may) => {
      const own = button(sign, press, {
        "aria-label": words,
        title: words,
        class: "btn mini",
      });
      own.dataset["do"] = what;
      own.disabled = !may;
      return own;
    };
    return make(
      "span",
      { class: "order" },
      small(
        "←",
        _("Move {run} forward", { run }),
        "left",
        () => actions.move(id, place - 1),
        place > 0,
      ),
      small(
        "→",
        _("Move {run} back", { run }),
        "right",
        () => actions.move(id, place + 1),
        place < runs.length - 1,
      ),
      small(
        "×",
        _("Remove {run}", { run }),
        "remove",
        () => actions.remove(id),
        actions.mayRemove(),
      ),
    );
  }

  /** Rebuilding must not lose the place of whoever uses the keys. */
  function focus() {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || !list.contains(active)) return null;
    const id = active.closest("li")?.getAttribute("data-run");
    const what = active.dataset["do"];
    return () => {
      const own = list.querySelector(`[data-run="${id}"]`);
      const wished = own?.querySelector(`[data-do="${what}"]:not(:disabled)`);
      const found = wished ?? own?.querySelector("button:not(:disabled), a");
      if (found instanceof HTMLElement) found.focus();
    };
  }
}

/** What it costs, against the same run left alone and against A. @param {ComparisonInfo} info @param {number} place */
function outcome({ endings, without_figures: without }, place) {
  const ending = endings[place];
  if (!ending) {
    const words = missingWords(without[place] ?? "computing");
    return make("p", { class: "waits" }, words);
  }
  const { avoided, loss, loss_left_alone: alone } = ending;
  const words = outcomeWords(avoided);
  const [sign, digits, unit] = moneyParts(Math.abs(avoided));
  const value = make(
    "output",
    {
      class: avoided < 0 ? "worse" : avoided ? "better" : "",
      title: exactMoney(avoided),
    },
    sign + digits,
    make("small", {}, unit),
  );
  const first = endings[0];
  const against =
    place && first
      ? againstWords(loss - first.loss)
      : _("The others are measured against it.");
  const sums = _("{alone} left alone, {loss} here", {
    alone: money(alone),
    loss: money(loss),
  });
  return make(
    "div",
    { class: "outcome" },
    make("p", { class: "label" }, words),
    value,
    make(
      "p",
      { class: "help", title: `${exactMoney(alone)} − ${exactMoney(loss)}` },
      sums,
    ),
    make("p", { class: "against" }, against),
  );
}

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
