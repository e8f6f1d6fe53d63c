// @ts-check
/** The loss: the large number, what goes with it, and the legend that is the readout. */

import { ALONE, BEFORE, BOOK, EXIT, FAIR, NOT_YET } from "../../../core/headline.js";
import { button, byId, dialogById, literal, make, makeSvg } from "../../../kit/dom.js";
import { setAttribute, setText } from "../../../kit/dom.js";
import { NONE, count, exactMoney, int } from "../../../core/format.js";
import { money, moneyParts } from "../../../core/format.js";
import { headline, perMinute, phase } from "../../../core/headline.js";
import { _ } from "../../../core/words.js";

/** @import {Panel, PanelPage} from "../index.js" */

/** @type {Panel} */
export const loss = {
  name: "loss",
  words: () => _("Loss"),
  draw: (page) => ({ every: 100, draw: headlineText(page) }),
  charts: { loss: async () => (await import("./loss.chart.js")).lossChart },
  table: {
    caption: () => _("Every five minutes"),
    heads: () => [_("Getting out"), _("Push faded"), _("Book"), _("Left alone")],
    cells: ({ store: { line, ghost } }, frame) => [
      line.at("pnl_exit", frame),
      line.at("pnl_fair", frame),
      line.at("pnl_own", frame),
      ghost.at("pnl_exit", frame),
    ],
  },
};

/** @param {PanelPage} page */
function headlineText({ session }) {
  const number = byId("headline");
  const digits = make("span");
  const unit = make("small");
  number.replaceChildren(digits, unit);
  const rows = legend();
  totalsNote();

  /** @param {number} t */
  return function draw(t) {
    const { line, ghost } = session.store;
    const { frame, none } = session.showing(t);
    if (none) return blank();
    const { cents, state, label, note } = headline(line, frame);
    const [sign, amount, letter] = moneyParts(cents);
    setText(digits, sign + amount);
    setText(unit, letter);
    setAttribute(
      number,
      "class",
      state === "before" ? "before" : cents > 0 ? "gain" : state,
    );
    number.title = exactMoney(cents);
    setText(byId("headline-label"), label);
    setText(byId("headline-note"), note);
    show(byId("per-minute"), perMinute(line, frame));
    show(byId("gross"), line.at("gross", frame));
    setText(byId("orders"), count(line.at("child_orders", frame)));
    const done = int(line.at("executions", frame));
    byId("orders").title = _("{n} executions done", { n: done });
    setText(byId("phase"), phase(line, frame, session.open));
    show(rows.exit, line.at("pnl_exit", frame));
    show(rows.fair, line.at("pnl_fair", frame));
    show(rows.book, line.at("pnl_own", frame));
    show(rows.ghost, ghost.at("pnl_exit", ghost.lastKnown(frame)));
    const { compared } = session;
    const item = rows.before.closest("li");
    if (item) item.hidden = !compared;
    if (compared) show(rows.before, compared.line.at("pnl_exit", frame));
  };

  /** There is no frame to show: no number is made up. */
  function blank() {
    setText(digits, NONE);
    setText(unit, "");
    setAttribute(number, "class", "before");
    setText(byId("headline-label"), EXIT);
    setText(byId("headline-note"), NOT_YET);
    setText(byId("phase"), NOT_YET);
    const values = ["per-minute", "gross", "orders"].map(byId);
    for (const value of [...values, ...Object.values(rows)]) {
      setText(value, NONE);
      value.title = "";
    }
    number.title = "";
  }
}

/** @param {HTMLElement} element @param {number} cents */
function show(element, cents) {
  setText(element, money(cents));
  element.title = exactMoney(cents);
}

function legend() {
  return {
    exit: row("exit", EXIT),
    fair: row("fair", FAIR),
    book: row("book", BOOK),
    ghost: row("ghost", ALONE),
    before: row("before", BEFORE),
  };
}

/**
 * A row of the legend; its name opens the dialog that says what the curve is.
 * @param {string} kind @param {string} words
 */
function row(kind, words) {
  const value = literal("b", { id: `legend-${kind}` });
  const stroke = makeSvg("path", { d: "M0 4H30", class: `stroke-${kind}` });
  const sample = makeSvg("svg", { viewBox: "0 0 30 8", "aria-hidden": "true" }, stroke);
  const name = button(words, () => explain(kind), {
    class: "explains",
    "aria-haspopup": "dialog",
  });
  byId("legend").append(make("li", {}, sample, name, value));
  return value;
}

/** @param {string} kind the curve that was asked about */
function explain(kind) {
  const dialog = dialogById("dialog-curves");
  for (const part of dialog.querySelectorAll("[data-curve]")) {
    part.classList.toggle("asked", part.getAttribute("data-curve") === kind);
  }
  dialog.showModal();
}

/** The note on the five totals, opened from under the headline. */
function totalsNote() {
  const dialog = dialogById("dialog-totals");
  byId("totals").addEventListener("click", () => dialog.showModal());
  for (const name of ["curves", "totals"]) {
    const own = dialogById(`dialog-${name}`);
    byId(`${name}-close`).addEventListener("click", () => own.close());
  }
}
