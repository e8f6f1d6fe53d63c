// @ts-check
/** One stock in words and tables, and what chooses it. */

import { asTables } from "../../../kit/modes.js";
import { byId, make, setText } from "../../../kit/dom.js";
import { NONE, exactMoney, hm, int, percent } from "../../../core/format.js";
import { _ } from "../../../core/words.js";
import { FIVE_MINUTES, fill } from "../tables.js";
import { frameAt } from "../../../core/timescale.js";
import { stockLine, turned } from "../../../core/stock.js";

/** @import {Session} from "../../../core/session.js" */
/** @import {StockLine} from "../../../core/stock.js" */
/** @import {StockInfo} from "../../../types.js" */

/**
 * @param {Session} session @param {(index: number) => void} look at another stock
 */
export function stockPanel(session, look) {
  const pick = /** @type {HTMLSelectElement} */ (byId("stock-pick"));
  const turn = (/** @type {number} */ by) =>
    look(turned(session.stock, by, session.symbols.length));
  pick.addEventListener("change", () => look(pick.selectedIndex));
  byId("stock-previous").addEventListener("click", () => turn(-1));
  byId("stock-next").addEventListener("click", () => turn(1));

  /** @param {number} t */
  return function draw(t) {
    const stock = session.symbols[session.stock];
    if (!stock) return;
    fillOptions(pick, session.symbols);
    pick.selectedIndex = session.stock;
    const frame = session.store.line.lastKnown(frameAt(t));
    const line = stockLine(session.store, stock, session.stock, frame);
    setText(byId("stock-title"), _("Stock {stock}", { stock: stock.id }));
    setText(
      byId("stock-time"),
      _("synthetic, at {time}", { time: hm(line.t.at(-1) ?? 0) }),
    );
    setText(byId("stock-note"), note(stock));
    facts(stock, line, session.open > frame);
    if (asTables()) tables(line);
  };
}

/** @param {HTMLSelectElement} select @param {{ id: string }[]} symbols @param {string} [first] */
export function fillOptions(select, symbols, first) {
  const words = [...(first ? [first] : []), ...symbols.map(({ id }) => id)];
  if (select.options.length === words.length) return;
  select.replaceChildren(...words.map((text) => make("option", {}, text)));
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
  const rows = line.t
    .map((t, i) => ({ t, i }))
    .filter(({ t, i }) => t % FIVE_MINUTES === 0 || i === line.t.length - 1)
    .reverse();
  /** @param {string} id @param {string} caption @param {string[]} heads @param {((i: number) => string)[]} cells */
  const table = (id, caption, heads, cells) =>
    fill(
      id,
      caption,
      [_("Time"), ...heads],
      rows.map(({ t, i }) => [
        { text: hm(t) },
        ...cells.map((words) => ({ text: words(i) })),
      ]),
    );
  /** @param {number[]} values @param {(value: number) => string} words */
  const of = (values, words) => (/** @type {number} */ i) =>
    told(values[i] ?? NaN, words);
  table(
    "table-stock-price",
    _("Every five minutes"),
    [_("Price"), _("Since 9:30")],
    [of(line.price, exactMoney), of(line.move, percent)],
  );
  table(
    "table-stock-shares",
    _("Shares since 9:30"),
    [_("Executed"), _("Whole market"), _("Part"), _("Held")],
    [
      of(line.executed, int),
      of(line.volume, int),
      of(line.participation, (n) => `${n}%`),
      of(line.position, int),
    ],
  );
}
