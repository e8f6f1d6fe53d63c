// @ts-check
/** One stock in words and tables, and what chooses it: its own row, or the map. */

import { asTables } from "../../../kit/modes.js";
import { byId, fillOptions, make, setText } from "../../../kit/dom.js";
import { NONE, exactMoney, hm, int, percent } from "../../../core/format.js";
import { _ } from "../../../core/words.js";
import { FIVE_MINUTES, fillTable } from "../../../kit/tables.js";
import { stockLine, turned } from "../../../core/stock.js";

/** @import {PanelPage, PanelText} from "../index.js" */
/** @import {StockLine} from "../../../core/stock.js" */
/** @import {StockInfo} from "../../../types.js" */

/** @param {PanelPage} page @returns {PanelText} */
export function stockView(page) {
  const { session } = page;
  const pick = choosing(page);
  withMap(page, pick);

  /** @param {number} t */
  function draw(t) {
    const stock = session.symbols[session.stock];
    if (!stock) return;
    fillOptions(
      pick,
      session.symbols.map(({ id }) => id),
    );
    pick.selectedIndex = session.stock;
    const { frame } = session.showing(t);
    const line = stockLine(session.store, stock, session.stock, frame);
    setText(byId("stock-title"), _("Stock {stock}", { stock: stock.id }));
    setText(
      byId("stock-time"),
      _("synthetic, at {time}", { time: hm(line.t.at(-1) ?? 0) }),
    );
    setText(byId("stock-note"), note(stock));
    facts(stock, line, session.open > frame);
    if (asTables()) tables(line);
  }

  const key = (/** @type {number} */ t) =>
    [
      session.store.version,
      session.stock,
      session.symbols.length,
      Math.floor(t / 60),
    ].join(":");
  return { every: 250, key, draw };
}

/** The list of all stocks, and the next and the one before. @param {PanelPage} page */
function choosing(page) {
  const { session } = page;
  const pick = /** @type {HTMLSelectElement} */ (byId("stock-pick"));
  const turn = (/** @type {number} */ by) =>
    look(page, turned(session.stock, by, session.symbols.length));
  pick.addEventListener("change", () => look(page, pick.selectedIndex));
  byId("stock-previous").addEventListener("click", () => turn(-1));
  byId("stock-next").addEventListener("click", () => turn(1));
  return pick;
}

/** From the map to a stock and back, with the focus. @param {PanelPage} page @param {HTMLElement} pick */
function withMap(page, pick) {
  const map = byId("plot-stocks");
  map.addEventListener("click", ({ target }) => {
    const cell = target instanceof Element ? target.closest("[data-stock]") : null;
    if (!(cell instanceof HTMLElement)) return;
    page.showView("stock");
    look(page, Number(cell.dataset["stock"]));
    pick.focus();
  });
  byId("stock-map").addEventListener("click", () => {
    page.showView("market");
    const cell = map.querySelector(`[data-stock="${page.session.stock}"]`);
    if (cell instanceof HTMLElement) cell.focus();
  });
}

/** @param {PanelPage} page @param {number} index of the stock */
function look({ session, redraw }, index) {
  session.stock = index;
  redraw();
}

/** @param {StockInfo} stock */
const note = ({ id }) =>
  _(
    "{stock} is a synthetic stock, none of 2012. Its price, its volume and what Knight did in it are modelled.",
    { stock: id },
  );

/** @param {StockInfo} stock @param {StockLine} line @param {boolean} closed before 9:30 */
function facts(stock, line, closed) {
  const last = (/** @type {number[]} */ values) => values.at(-1) ?? NaN;
  const held = last(line.position);
  const rows = [
    [_("Price"), told(last(line.price), exactMoney)],
    [_("Since 9:30"), told(last(line.move), percent)],
    [_("Knight holds"), closed ? NONE : holding(held)],
    [_("Knight executed"), told(last(line.executed), int)],
    [_("Whole market"), told(last(line.volume), int)],
    [_("Knight’s part"), told(last(line.participation), (n) => `${n}%`)],
    [_("Usual day"), int(stock.volume)],
  ];
  byId("stock-facts").replaceChildren(
    ...rows.map(([name, value]) =>
      make("div", {}, make("dt", {}, name ?? ""), make("dd", {}, value ?? "")),
    ),
  );
}

/** @param {number} value @param {(value: number) => string} words */
const told = (value, words) => (Number.isFinite(value) ? words(value) : NONE);

/** @param {number} shares */
function holding(shares) {
  if (!Number.isFinite(shares)) return NONE;
  if (shares > 0) return _("long {shares}", { shares: int(shares) });
  if (shares < 0) return _("short {shares}", { shares: int(-shares) });
  return _("nothing");
}

/** @param {StockLine} line */
function tables(line) {
  const moments = line.t
    .map((t, i) => ({ t, i }))
    .filter(({ t, i }) => t % FIVE_MINUTES === 0 || i === line.t.length - 1)
    .reverse();
  /** @param {string} name @param {string} caption @param {Record<string, (i: number) => string>} columns */
  const table = (name, caption, columns) =>
    fillTable(name, {
      caption,
      heads: [_("Time"), ...Object.keys(columns)],
      rows: moments.map(({ t, i }) => [
        hm(t),
        ...Object.values(columns).map((words) => words(i)),
      ]),
    });
  /** @param {number[]} values @param {(value: number) => string} words */
  const of = (values, words) => (/** @type {number} */ i) =>
    told(values[i] ?? NaN, words);
  table("stock-price", _("Every five minutes"), {
    [_("Price")]: of(line.price, exactMoney),
    [_("Since 9:30")]: of(line.move, percent),
  });
  table("stock-shares", _("Shares since 9:30"), {
    [_("Executed")]: of(line.executed, int),
    [_("Whole market")]: of(line.volume, int),
    [_("Part")]: of(line.participation, (n) => `${n}%`),
    [_("Held")]: of(line.position, int),
  });
}
