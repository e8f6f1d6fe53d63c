// @ts-check
/**
 * One stock over the morning, minute by minute: it is told at each minute's end.
 *
 * The stocks are synthetic; their prices, volumes and what Knight does are modelled.
 */

import { OPEN } from "./timescale.js";

/** @import {Store} from "./store.js" */
/** @import {StockInfo} from "../types.js" */

/**
 * @typedef {object} StockLine
 * @property {number[]} t seconds, the open first, then the end of each minute
 * @property {number[]} price mid, cents
 * @property {number[]} move basis points since 9:30
 * @property {number[]} position shares that Knight holds
 * @property {number[]} executed shares of Knight's loops since 9:30
 * @property {number[]} volume shares of everybody since 9:30
 * @property {number[]} participation percent of that volume that was Knight's
 */

/**
 * From the open to the last whole minute before a frame; what is not known is NaN.
 * @param {Store} store @param {StockInfo} stock @param {number} index its place
 * @param {number} frame @returns {StockLine}
 */
export function stockLine(store, stock, index, frame) {
  const line = atTheOpen(stock);
  for (let minute = OPEN / 60; (minute + 1) * 60 <= frame + 1; minute++) {
    const whole = store.line.known[minute] === 60;
    const stocks = whole ? store.shown[minute]?.[0]?.stocks : undefined;
    const move = stocks?.move_bp[index] ?? NaN;
    line.t.push((minute + 1) * 60);
    line.move.push(move);
    line.price.push((stock.price * (10_000 + move)) / 10_000);
    line.position.push(stocks?.position[index] ?? NaN);
    line.participation.push(stocks?.participation_pct[index] ?? NaN);
    line.executed.push(sum(line.executed, stocks?.executed?.[index]));
    line.volume.push(sum(line.volume, stocks?.volume?.[index]));
  }
  return line;
}

/** @param {StockInfo} stock @returns {StockLine} */
const atTheOpen = ({ price }) => ({
  t: [OPEN],
  price: [price],
  move: [0],
  position: [0],
  executed: [0],
  volume: [0],
  participation: [0],
});

/** @param {number[]} sums @param {number | undefined} next */
const sum = (sums, next) => (sums.at(-1) ?? 0) + (next ?? NaN);

/** The place before or after one, round and round. @param {number} at @param {number} by @param {number} count */
export const turned = (at, by, count) => (at + by + count) % count;

/** Shares of a usual day at the price of 9:30, in cents. @param {StockInfo} stock */
export const dayValue = ({ price, volume }) => price * volume;

/** The place of the stock of which most is traded; −1 without one. @param {StockInfo[]} symbols */
export const largest = (symbols) =>
  symbols.reduce(
    (most, own, i) => (dayValue(own) > valueAt(symbols, most) ? i : most),
    -1,
  );

/** @param {StockInfo[]} symbols @param {number} at */
function valueAt(symbols, at) {
  const own = symbols[at];
  return own ? dayValue(own) : -1;
}
