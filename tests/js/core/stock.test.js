import { Store } from "../../../static/js/core/store.js";
import assert from "node:assert/strict";
import { segment } from "../helpers.js";
import { largest, stockLine, turned } from "../../../static/js/core/stock.js";
import test from "node:test";

const STOCK = { id: "K001", price: 2000, volume: 1 };
const minute = (at, stocks) => ({ ...segment(0, at), stocks });

function store(...minutes) {
  const made = new Store(100, 8);
  for (const own of minutes) made.add(own);
  return made;
}

const told = (move, position, executed, volume, percent) => ({
  position: [position],
  move_bp: [move],
  participation_pct: [percent],
  executed: [executed],
  volume: [volume],
});

test("a stock is told from the open to the last whole minute", () => {
  const held = store(
    minute(90, told(50, 900, 1000, 4000, 25)),
    minute(91, told(-100, -300, 2000, 4000, 38)),
    minute(92, told(0, 0, 1, 1, 1)),
  );

  assert.deepEqual(stockLine(held, STOCK, 0, 92 * 60 + 30), {
    t: [5400, 5460, 5520],
    price: [2000, 2010, 1980],
    move: [0, 50, -100],
    position: [0, 900, -300],
    executed: [0, 1000, 3000],
    volume: [0, 4000, 8000],
    participation: [0, 25, 38],
  });
});

test("before the first whole minute there is the open alone", () => {
  assert.deepEqual(stockLine(store(), STOCK, 0, 5458).t, [5400]);
});

test("a minute that is missing is a gap, and what adds up stays unknown after it", () => {
  const held = store(
    minute(90, told(50, 900, 1000, 4000, 25)),
    minute(92, told(60, 950, 10, 40, 24)),
  );

  const line = stockLine(held, STOCK, 0, 5579);

  assert.deepEqual(line.position, [0, 900, NaN, 950]);
  assert.deepEqual(line.executed, [0, 1000, NaN, NaN]);
});

test("segments of older versions tell no volumes", () => {
  const { executed, volume, ...rest } = told(50, 900, 1, 1, 25);
  const line = stockLine(store(minute(90, rest)), STOCK, 0, 5459);

  assert.deepEqual(
    [line.executed, line.volume],
    [
      [0, NaN],
      [0, NaN],
    ],
  );
  assert.deepEqual(line.price, [2000, 2010]);
});

test("the largest stock is that of which most is traded in dollars", () => {
  const stocks = [
    { price: 10, volume: 10 },
    { price: 5, volume: 100 },
    { price: 100, volume: 1 },
  ];

  assert.deepEqual([largest(stocks), largest([])], [1, -1]);
});

test("stocks go round", () => {
  assert.deepEqual([turned(0, -1, 154), turned(153, 1, 154)], [153, 0]);
});
