// @ts-check
/**
 * The stocks as a treemap, area by price times volume, colour by move: a button each, of
 * which one is a stop of the Tab key and the arrows lead to the others.
 */

import { make, setAttribute } from "../../../kit/dom.js";
import { isCommand, onKey } from "../../../kit/keys.js";
import { _ } from "../../../core/words.js";
import { dayValue } from "../../../core/stock.js";
import { int, percent } from "../../../core/format.js";
import { neighbour } from "./neighbour.model.js";
import { squarify } from "./treemap.model.js";

/** @import {Session} from "../../../core/session.js" */
/** @import {ChartHandle, StockColumns, StockInfo} from "../../../types.js" */
/** @import {Direction} from "./neighbour.model.js" */
/** @import {Rect} from "./treemap.model.js" */

/** Around the map, in rem. */
const MARGIN = { x: 0.9, top: 0.5, bottom: 0.9 };

/** Moves in basis points that part the seven colours. */
const BINS = [-600, -300, -80, 80, 300, 600];

/** @typedef {{ stock: StockInfo, index: number, element: HTMLElement }} Cell */

/** @type {Record<string, Direction>} */
const ARROWS = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export const stockMap = (host, session) => new StockMap(host, session);

/** @implements {ChartHandle} */
class StockMap {
  name = "stocks";
  every = 500;
  map = make("div", {
    class: "cells",
    role: "group",
    "aria-label": _("Stocks by value traded: arrows move, Enter opens one"),
  });
  tip = make("p", { class: "tip", hidden: "" });
  /** By area, the largest first. @type {Cell[]} */
  cells = [];
  /** Of the cells. @type {Rect[]} */
  rects = [];

  /** @param {HTMLElement} host @param {Session} session */
  constructor(host, session) {
    this.host = host;
    this.session = session;
    host.replaceChildren(this.map, this.tip);
    this.map.addEventListener("pointerover", (event) => this.pointed(event));
    this.map.addEventListener("pointerdown", (event) => this.pointed(event));
    this.map.addEventListener("focusin", (event) => this.focused(event));
    this.map.addEventListener("focusout", () => this.hideTip());
    onKey(this.map, (event) => this.keys(event));
    host.addEventListener("pointerleave", () => this.hideTip());
  }

  /** Its cells take their places; their colours stay. */
  resize = () => {
    this.place();
    return false;
  };

  /** @param {number} t */
  key = (t) => {
    const { store, symbols } = this.session;
    return `${store.version}:${Math.floor(t / 60)}:${symbols.length}`;
  };

  /** @param {number} t */
  draw = (t) => {
    if (this.cells.length !== this.session.symbols.length) this.place();
    const now = this.stocks(t);
    for (const cell of this.cells) {
      const move = now?.move_bp[cell.index] ?? 0;
      setAttribute(cell.element, "data-bin", String(bin(move)));
      setAttribute(cell.element, "aria-label", describe(cell, now));
    }
  };

  /** @param {number} t @private */
  stocks(t) {
    return this.session.store.stocks(this.session.showing(t).frame);
  }

  place() {
    const { host, session } = this;
    if (this.cells.length !== session.symbols.length) this.fill();
    const em = rem();
    const width = Math.max(1, host.clientWidth - 2 * MARGIN.x * em);
    const height = Math.max(1, host.clientHeight - (MARGIN.top + MARGIN.bottom) * em);
    const values = this.cells.map(({ stock }) => dayValue(stock));
    this.rects = squarify(values, width, height);
    this.cells.forEach(({ element }, i) => put(element, this.rects[i], em));
  }

  fill() {
    this.cells = byValue(this.session.symbols).map(({ stock, index }, i) => ({
      stock,
      index,
      element: button(stock, index, i === 0),
    }));
    this.map.replaceChildren(...this.cells.map(({ element }) => element));
  }

  /** @param {EventTarget | null} target @private */
  cellAt(target) {
    return this.cells.findIndex(({ element }) => element === target);
  }

  hideTip() {
    this.tip.hidden = true;
  }

  /** @param {number} at @private */
  showTip(at) {
    const { tip, cells, rects } = this;
    const cell = cells[at];
    const rect = rects[at];
    tip.hidden = !cell;
    if (!cell || !rect) return;
    tip.textContent = describe(cell, this.stocks(this.session.view.time()));
    const em = rem();
    const right = this.host.clientWidth - tip.offsetWidth - 4;
    const left = Math.min(rect.x + MARGIN.x * em + 8, right);
    const top = Math.max(2, rect.y + MARGIN.top * em - tip.offsetHeight - 4);
    tip.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
  }

  /** @param {Event} event @private */
  pointed({ target }) {
    this.showTip(
      this.cellAt(target instanceof Element ? target.closest(".cell") : null),
    );
  }

  /** The arrows belong to the map while it has the focus. @param {KeyboardEvent} event @private */
  keys(event) {
    const way = ARROWS[event.key];
    if (event.key === "Escape" && !this.tip.hidden) {
      event.preventDefault(); // nothing else is closed with it
      this.hideTip();
    }
    if (!way || isCommand(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = neighbour(this.rects, this.cellAt(event.target), way);
    this.cells[next]?.element.focus();
  }

  /** One cell is a stop of the Tab key: the last that had the focus. @param {Event} event @private */
  focused(event) {
    const at = this.cellAt(event.target);
    this.cells.forEach(({ element }, i) => (element.tabIndex = i === at ? 0 : -1));
    this.showTip(at);
  }
}

/** @param {StockInfo} stock @param {number} index @param {boolean} stop of the Tab key */
const button = ({ id }, index, stop) =>
  make(
    "button",
    {
      type: "button",
      class: "cell",
      "data-stock": String(index),
      tabindex: stop ? "0" : "-1",
    },
    make("span", {}, id),
  );

/** The root's font size in pixels. */
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** @param {StockInfo[]} symbols the largest first */
const byValue = (symbols) =>
  symbols
    .map((stock, index) => ({ stock, index }))
    .sort((a, b) => dayValue(b.stock) - dayValue(a.stock));

/** @param {HTMLElement} element @param {Rect | undefined} rect @param {number} em */
function put(element, rect, em) {
  if (!rect) return;
  const x = MARGIN.x * em + rect.x;
  const y = MARGIN.top * em + rect.y;
  element.style.transform = `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px)`;
  element.style.width = `${rect.w.toFixed(2)}px`;
  element.style.height = `${rect.h.toFixed(2)}px`;
  element.classList.toggle("small", rect.w < em * 2.7 || rect.h < em * 1.05);
}

/** @param {Cell} cell @param {StockColumns | undefined} now */
function describe({ stock, index }, now) {
  const move = now?.move_bp[index];
  if (!now || move === undefined) return stock.id;
  const position = now.position[index] ?? 0;
  const told = {
    stock: stock.id,
    move: percent(move),
    shares: int(Math.abs(position)),
    part: now.participation_pct[index] ?? 0,
  };
  if (position > 0)
    return _("{stock} {move}, Knight {part}% of volume, long {shares}", told);
  if (position < 0)
    return _("{stock} {move}, Knight {part}% of volume, short {shares}", told);
  return _("{stock} {move}, Knight {part}% of volume, nothing held", told);
}

/** Which of the seven. @param {number} move in basis points */
const bin = (move) => BINS.filter((edge) => move > edge).length;
