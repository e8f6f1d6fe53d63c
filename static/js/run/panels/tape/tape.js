// @ts-check
/** The executions of the second on the screen, as a table. */

import { byId, fillOptions, make } from "../../../kit/dom.js";
import { exactMoney, hms, int, money } from "../../../core/format.js";
import { setAttribute, setText } from "../../../kit/dom.js";
import { _ } from "../../../core/words.js";
import { TapeReader } from "./tape.model.js";
import { frameAt } from "../../../core/timescale.js";

/** @import {Session} from "../../../core/session.js" */
/** @import {Execution, TapePage} from "../../../types.js" */
/** @import {FetchPage, TapeQuery} from "./tape.model.js" */

/**
 * It follows the clock while that stands still, and holds its second while that runs.
 * @param {Session} session @param {FetchPage} fetchPage
 */
export function tapePanel(session, fetchPage) {
  const server = /** @type {HTMLSelectElement} */ (byId("tape-server"));
  const symbol = /** @type {HTMLSelectElement} */ (byId("tape-symbol"));
  const reader = new TapeReader(fetchPage, () => show(reader));
  byId("tape-more").addEventListener("click", () => reader.more());
  byId("tape-again").addEventListener("click", () => reader.retry());
  for (const select of [server, symbol]) {
    select.addEventListener("change", () => ask(reader.query?.tick ?? -1));
  }

  /** @param {number} tick */
  function ask(tick) {
    if (tick < 0) return;
    reader.want({
      tick,
      epoch: session.epoch,
      server: server.selectedIndex > 0 ? server.selectedIndex : null,
      symbol: session.symbols[symbol.selectedIndex - 1]?.id ?? null,
    });
  }

  return {
    /** @param {number} t */
    draw(t) {
      const servers = Array.from({ length: session.servers }, (_unused, i) =>
        _("Server {n}", { n: i + 1 }),
      );
      const stocks = session.symbols.map(({ id }) => id);
      fillOptions(server, [_("All servers"), ...servers]);
      fillOptions(symbol, [_("All stocks"), ...stocks]);
      const still = !session.view.playing() && session.view.preview === null;
      if (still) ask(frameAt(t));
      if (!reader.query) showNothing(still);
    },
  };
}

/** Before any second was read. @param {boolean} still */
function showNothing(still) {
  words(
    still
      ? _("Nothing is executed before 8:00:01.")
      : _("Pause, and the executions of the second on the screen are read."),
  );
}

/** What was read before stays until the answer is there. @param {TapeReader} reader */
function show(reader) {
  const { kind, query, page, rows } = reader;
  const body = byId("tape-body");
  setAttribute(byId("tape-rows"), "aria-busy", String(kind === "loading"));
  if (kind === "loading") {
    if (!body.childElementCount) words(_("Reading the executions …"));
    return;
  }
  if (rows.length === (page?.executions.length ?? 0)) body.replaceChildren();
  body.append(...rows.slice(body.childElementCount).map(row));
  byId("tape-table").hidden = !rows.length;
  byId("tape-more").hidden = kind === "failed" || !page?.next;
  byId("tape-again").hidden = kind !== "failed";
  words(said(reader));
  setText(byId("tape-title"), query ? title(query) : _("Tape"));
  setText(byId("tape-total"), page ? totals(page) : "");
  setText(byId("tape-more"), _("Show more of {count}", { count: left(reader) }));
}

/** A clock at 9:45:00 shows what was done in the second before. @param {TapeQuery} query */
const title = ({ tick }) =>
  _("Executions of {from}–{to}", { from: hms(tick), to: hms(tick + 1) });

/** @param {TapeReader} reader */
const left = ({ page, rows }) => int((page?.matching.executions ?? 0) - rows.length);

/** @param {TapeReader} reader what is said instead of rows */
function said({ kind, failure, query, page }) {
  if (kind === "failed") return failure;
  if (kind !== "empty" || !query) return "";
  if (page?.total.executions) {
    return _("None of the second’s {count} executions is of this choice.", {
      count: int(page.total.executions),
    });
  }
  return _("No loop executed anything in this second.");
}

/** @param {TapePage} page */
function totals({ matching, total, servers, symbols }) {
  const told = {
    executions: int(matching.executions),
    shares: int(matching.shares),
    dollars: money(matching.cents),
  };
  if (matching.executions < total.executions) {
    return _("{executions} of {all} executions, {shares} shares, {dollars}", {
      ...told,
      all: int(total.executions),
    });
  }
  return _(
    "{executions} executions, {shares} shares, {dollars}. Servers: {servers}, stocks: {stocks}",
    { ...told, servers: servers.length, stocks: symbols.length },
  );
}

/** @param {string} text */
function words(text) {
  const place = byId("tape-words");
  place.hidden = !text;
  setText(place, text);
}

/** @param {Execution} execution */
function row({ time, server, parent, symbol, side, quantity, price }) {
  const cells = [
    String(server),
    String(parent),
    symbol,
    side === "buy" ? _("bought") : _("sold"),
    int(quantity),
    exactMoney(price),
    exactMoney(price * quantity),
  ];
  return make(
    "tr",
    { class: side },
    make("th", { scope: "row", title: time }, time.slice(0, -3)),
    ...cells.map((text) => make("td", {}, text)),
  );
}
