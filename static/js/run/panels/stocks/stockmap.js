// @ts-check
/**
 * The stocks as a treemap, area by price times volume, colour by move: a button each, of
 * which one is a stop of the Tab key and the arrows lead to the others.
 */

import { make, setAttribute } from "../../../kit/dom.js";
import { _ } from "../../../core/words.js";
import { bin } from "./price_ramp.model.js";
import { dayValue } from "../../../core/stock.js";
import { frameAt } from "../../../core/timescale.js";
import { int, percent } from "../../../core/format.js";
import { neighbour } from "./neighbour.model.js";
import { squarify } from "./treemap.model.js";

/** @import {Session} from "../../../core/session.js" */
/** @import {ChartHandle, StockColumns, StockInfo} from "../../../types.js" */
/** @import {Direction} from "./neighbour.model.js" */
/** @import {Rect} from "./treemap.model.js" */

/** Around the map, in rem. */
const MARGIN = { x: 0.9, top: 0.5, bottom: 0.9 };

/** @typedef {{ stock: StockInfo, index: number, element: HTMLElement }} Cell */

/** @type {Record<string, Direction>} */
const ARROWS = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export function stockMap(host, session) {
  const map = make("div", {
    class: "cells",
    role: "group",
    "aria-label": _("Stocks by value traded: arrows move, Enter opens one"),
  });
  const tip = make("p", { class: "tip", hidden: "" });
  host.replaceChildren(map, tip);
  /** @type {Cell[]} by area, the largest first */
  let cells = [];
  /** @type {Rect[]} of the cells */
  let rects = [];

  /** @param {number} t */
  const stocks = (t) => session.store.stocks(session.store.line.lastKnown(frameAt(t)));

  function fill() {
    cells = byValue(session.symbols).map(({ stock, index }, i) => ({
      stock,
      index,
      element: make(
        "button",
        {
          type: "button",
          class: "cell",
          "data-stock": String(index),
          tabindex: i ? "-1" : "0",
        },
        make("span", {}, stock.id),
      ),
    }));
    map.replaceChildren(...cells.map(({ element }) => element));
  }

  function place() {
    if (cells.length !== session.symbols.length) fill();
    const em = rem();
    const width = Math.max(1, host.clientWidth - 2 * MARGIN.x * em);
    const height = Math.max(1, host.clientHeight - (MARGIN.top + MARGIN.bottom) * em);
    rects = squarify(
      cells.map(({ stock }) => dayValue(stock)),
      width,
      height,
    );
    cells.forEach(({ element }, i) => put(element, rects[i], em));
  }

  /** @param {EventTarget | null} target */
  const cellAt = (target) => cells.findIndex(({ element }) => element === target);

  /** @param {number} at */
  function showTip(at) {
    const cell = cells[at];
    const rect = rects[at];
    tip.hidden = !cell;
    if (!cell || !rect) return;
    tip.textContent = describe(cell, stocks(session.view.time()));
    const em = rem();
    const right = host.clientWidth - tip.offsetWidth - 4;
    const left = Math.min(rect.x + MARGIN.x * em + 8, right);
    const top = Math.max(2, rect.y + MARGIN.top * em - tip.offsetHeight - 4);
    tip.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`;
  }

  /** @param {Event} event */
  function pointed({ target }) {
    const button = target instanceof Element ? target.closest(".cell") : null;
    showTip(cellAt(button));
  }

  /** The arrows belong to the map while it has the focus. @param {KeyboardEvent} event */
  function keys(event) {
    const way = ARROWS[event.key];
    if (event.key === "Escape") tip.hidden = true;
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    cells[neighbour(rects, cellAt(event.target), way)]?.element.focus();
  }

  /** One cell is a stop of the Tab key: the last that had the focus. @param {Event} event */
  function focused(event) {
    const at = cellAt(event.target);
    cells.forEach(({ element }, i) => (element.tabIndex = i === at ? 0 : -1));
    showTip(at);
  }

  map.addEventListener("pointerover", pointed);
  map.addEventListener("pointerdown", pointed);
  map.addEventListener("focusin", focused);
  map.addEventListener("focusout", () => (tip.hidden = true));
  map.addEventListener("keydown", keys);
  host.addEventListener("pointerleave", () => (tip.hidden = true));

  return {
    name: "stocks",
    host,
    every: 500,
    resize: place,
    key: (t) =>
      `${session.store.version}:${Math.floor(t / 60)}:${session.symbols.length}`,
    draw(t) {
      if (cells.length !== session.symbols.length) place();
      const now = stocks(t);
      for (const cell of cells) {
        const move = now?.move_bp[cell.index] ?? 0;
        setAttribute(cell.element, "data-bin", String(bin(move)));
        setAttribute(cell.element, "aria-label", describe(cell, now));
      }
    },
  };
}

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
  };
  const part = now.participation_pct[index] ?? 0;
  if (position > 0) {
    return _("{stock} {move}, Knight {part}% of volume, long {shares}", {
      ...told,
      part,
    });
  }
  if (position < 0) {
    return _("{stock} {move}, Knight {part}% of volume, short {shares}", {
      ...told,
      part,
    });
  }
  return _("{stock} {move}, Knight {part}% of volume, nothing held", { ...told, part });
}
