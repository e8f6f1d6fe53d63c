// @ts-check
/**
 * The stocks as a treemap, area by price times volume, colour by move.
 *
 * Seven filled traces, one a colour, so that Plotly draws seven paths and not 154; the
 * names of the larger ones lie over them as text.
 */

import { Plot, part, rem, token } from "./plot.js";
import { RAMP, bin } from "../core/moves.js";
import { frameAt } from "../core/timescale.js";
import { percent } from "../core/format.js";
import { squarify } from "../core/treemap.js";

/** @import {Data} from "plotly.js-dist-min" */
/** @import {Session} from "../core/session.js" */
/** @import {ChartHandle, StockInfo} from "../types.js" */
/** @import {Rect} from "../core/treemap.js" */

const MARGIN = { l: 0.9, r: 0.9, t: 0.5, b: 0.9 };
const GAP = 0.75;

/** @typedef {{ stock: StockInfo, index: number, rect: Rect }} Cell */

/** @param {HTMLElement} host @param {Session} session @returns {ChartHandle} */
export function stocksChart(host, session) {
  const plot = new Plot(host);
  const names = part(host, ".names");
  const tip = part(host, ".tip");
  /** @type {Cell[]} */
  let cells = [];
  /** @type {[HTMLElement, Cell][]} */
  let labels = [];

  /** @param {number} t */
  const stocks = (t) => session.store.stocks(session.store.line.lastKnown(frameAt(t)));

  function place() {
    plot.measure(MARGIN);
    plot.x = [0, plot.innerWidth];
    plot.y = [plot.innerHeight, 0];
    cells = layOut(session.symbols, plot.innerWidth, plot.innerHeight);
    labels = cells.filter(legible).map((cell) => [nameTag(cell, plot), cell]);
    names.replaceChildren(...labels.map(([element]) => element));
  }

  /** @param {PointerEvent} event */
  function hover(event) {
    const box = host.getBoundingClientRect();
    const x = event.clientX - box.left - plot.margin.l;
    const y = event.clientY - box.top - plot.margin.t;
    const cell = cells.find(({ rect }) => inside(rect, x, y));
    tip.hidden = !cell;
    if (!cell) return;
    const now = stocks(session.view.time());
    tip.textContent = describe(
      cell,
      now?.move_bp[cell.index],
      now?.position[cell.index],
    );
    const left = Math.min(x + plot.margin.l + 12, plot.width - tip.offsetWidth - 4);
    const top = Math.max(4, y + plot.margin.t - tip.offsetHeight - 8);
    tip.style.transform = `translate(${left}px, ${top}px)`;
  }

  host.addEventListener("pointermove", hover);
  host.addEventListener("pointerdown", hover);
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
      const moves = stocks(t)?.move_bp ?? [];
      const colours = RAMP.map(token);
      plot.put(
        colours.map((colour, i) => tiles(cells, moves, i, colour)),
        plot.layout({ xaxis: { visible: false }, yaxis: { visible: false } }),
      );
      for (const [element, { index }] of labels) {
        const strong = [0, 6].includes(bin(moves[index] ?? 0));
        element.classList.toggle("strong", strong);
      }
    },
  };
}

/** @param {StockInfo[]} symbols @param {number} width @param {number} height @returns {Cell[]} */
function layOut(symbols, width, height) {
  const value = (/** @type {StockInfo} */ s) => s.price * s.volume;
  const sorted = symbols
    .map((stock, index) => ({ stock, index }))
    .sort((a, b) => value(b.stock) - value(a.stock));
  const rects = squarify(
    sorted.map(({ stock }) => value(stock)),
    width,
    height,
  );
  return sorted.flatMap((cell, i) => {
    const rect = rects[i];
    return rect ? [{ ...cell, rect }] : [];
  });
}

/** @param {Cell} cell whether its name fits */
const legible = ({ rect }) => rect.w > rem() * 2.3 && rect.h > rem() * 1.05;

/** @param {Cell} cell @param {Plot} plot */
function nameTag({ stock, rect }, plot) {
  const tag = document.createElement("span");
  tag.textContent = stock.id;
  tag.style.width = `${rect.w}px`;
  tag.style.lineHeight = `${rect.h}px`;
  const x = plot.margin.l + rect.x;
  const y = plot.margin.t + rect.y;
  tag.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  return tag;
}

/** @param {Rect} rect @param {number} x @param {number} y */
const inside = (rect, x, y) =>
  x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h;

/** @param {Cell} cell @param {number | undefined} move @param {number | undefined} position */
function describe({ stock }, move, position) {
  if (move === undefined) return stock.id;
  const held = position
    ? `, ${position > 0 ? "long" : "short"} ${Math.abs(position).toLocaleString("en-US")}`
    : "";
  return `${stock.id} ${percent(move)}${held}`;
}

/** @param {Cell[]} cells @param {number[]} moves @param {number} which @param {string} colour @returns {Data} */
function tiles(cells, moves, which, colour) {
  /** @type {(number | null)[]} */
  const x = [];
  /** @type {(number | null)[]} */
  const y = [];
  for (const { rect, index } of cells) {
    if (bin(moves[index] ?? 0) !== which) continue;
    const [l, r] = [rect.x + GAP, rect.x + Math.max(GAP, rect.w - GAP)];
    const [t, b] = [rect.y + GAP, rect.y + Math.max(GAP, rect.h - GAP)];
    x.push(l, r, r, l, l, null);
    y.push(t, t, b, b, t, null);
  }
  return {
    type: "scatter",
    mode: "lines",
    x: x.length ? x : [null],
    y: y.length ? y : [null],
    fill: "toself",
    fillcolor: colour,
    line: { width: 0 },
    hoverinfo: "skip",
  };
}
