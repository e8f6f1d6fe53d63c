// @ts-check
/** One stock and the tape: which stock is looked at, and when its view is drawn. */

import { byId } from "../../../kit/dom.js";
import { readTape } from "../../../net/api.js";
import { stockPanel } from "./stock.js";
import { tapePanel } from "../tape/tape.js";
import { whenVisible } from "../../../kit/visible.js";
import { wireTime } from "../../../core/format.js";

/** @import {Scheduler} from "../../../core/scheduler.js" */
/** @import {Session} from "../../../core/session.js" */
/** @import {ViewName} from "../views.js" */

/** Executions that come at once. */
const PAGE = 200;

/**
 * @param {Scheduler} scheduler @param {Session} session
 * @param {(view: ViewName) => void} showView
 */
export function enterDetail(scheduler, session, showView) {
  const map = byId("plot-stocks");

  /** @param {number} index */
  function look(index) {
    session.stock = index;
    scheduler.flush();
  }

  map.addEventListener("click", ({ target }) => {
    const cell = target instanceof Element ? target.closest("[data-stock]") : null;
    if (!(cell instanceof HTMLElement)) return;
    showView("stock");
    look(Number(cell.dataset["stock"]));
    byId("stock-pick").focus();
  });
  byId("stock-map").addEventListener("click", () => {
    showView("market");
    const cell = map.querySelector(`[data-stock="${session.stock}"]`);
    if (cell instanceof HTMLElement) cell.focus();
  });

  const stock = stockPanel(session, look);
  const minute = (/** @type {number} */ t) =>
    [
      session.store.version,
      session.stock,
      session.symbols.length,
      Math.floor(t / 60),
    ].join(":");
  enter("stock", 250, minute, stock);

  const tape = tapePanel(session, (query, after) =>
    readTape(session.run?.id ?? "", {
      at: wireTime(query.tick),
      after: String(after),
      limit: String(PAGE),
      ...(query.server ? { server: String(query.server) } : {}),
      ...(query.symbol ? { symbol: query.symbol } : {}),
    }),
  );
  const still = (/** @type {number} */ t) =>
    session.view.playing()
      ? "playing"
      : [
          session.epoch,
          session.symbols.length,
          session.view.preview,
          Math.floor(t),
        ].join(":");
  enter("tape", 250, still, tape.draw);

  /** A view that is out of sight draws nothing. @param {string} name @param {number} every @param {(t: number) => string} key @param {(t: number) => void} draw */
  function enter(name, every, key, draw) {
    scheduler.add({ name: `view-${name}`, kind: "text", every, key, draw });
    whenVisible(byId(`view-${name}`), (visible) =>
      scheduler.setVisible(`view-${name}`, visible),
    );
  }
}
