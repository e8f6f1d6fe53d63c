import {
  axisCount,
  axisMoney,
  count,
  exactMoney,
  hm,
  hms,
  int,
  money,
  percent,
  serverNames,
  wireTime,
} from "../../../static/js/core/format.js";
import assert from "node:assert/strict";
import { niceScale } from "../../../static/js/charts/scale.model.js";
import { squarify } from "../../../static/js/run/panels/stocks/treemap.model.js";
import test from "node:test";

const cases = (format, table) => {
  for (const [value, text] of table) {
    test(`${format.name}(${JSON.stringify(value)}) is ${text}`, () => {
      assert.equal(format(value), text);
    });
  }
};

cases(money, [
  [0, "$0"],
  [-49, "$0"],
  [-81_200, "−$812"],
  [-25_701_227, "−$257K"],
  [-318_794_780, "−$3.2M"],
  [-994_999_999, "−$9.9M"],
  [-1_000_000_000, "−$10M"],
  [-52_004_745_083, "−$520M"],
  [2_960_000_000, "$30M"],
  [666_300_000_000, "$6.66B"],
]);
cases(exactMoney, [
  [-46_041_014_445, "−$460,410,144.45"],
  [0, "$0.00"],
]);
cases(axisMoney, [
  [-10_000_000_000, "−$100M"],
  [25_000_000_000_0, "$2.5B"],
  [-250_000_00, "−$250K"],
  [0, "$0"],
]);
cases(count, [
  [947_981, "947,981"],
  [6_452_346, "6.5M"],
]);
cases(axisCount, [
  [750, "750"],
  [20_000, "20k"],
  [1_500_000, "1.5M"],
]);
cases(int, [[-585_916, "−585,916"]]);
cases(percent, [
  [-1810, "−18.1%"],
  [40, "+0.4%"],
  [0, "0.0%"],
]);
cases(hms, [
  [0, "8:00:00"],
  [6856.9, "9:54:16"],
  [28800, "16:00:00"],
]);
cases(hm, [[5400, "9:30"]]);
cases(wireTime, [[5700, "09:35:00"]]);

test("servers are named as people say them", () => {
  assert.equal(serverNames([8], 8), "server 8");
  assert.equal(serverNames([1, 2, 3, 8], 8), "servers 1–3, 8");
  assert.equal(serverNames([1, 2, 3, 4, 5, 6, 7, 8], 8), "all eight servers");
});

test("an axis is round and holds what it must", () => {
  const { ticks } = niceScale(-52_004_745_083, 0, 6);

  assert.ok(ticks[0] <= -52_004_745_083 && ticks.at(-1) >= 0);
  assert.deepEqual(ticks.slice(-2), [-10_000_000_000, 0]);
});

test("a treemap covers its rectangle, each part as large as its value", () => {
  const values = [6, 6, 4, 3, 2, 2, 1];
  const parts = squarify(values, 600, 400);

  assert.equal(parts.length, 7);
  parts.forEach(({ x, y, w, h }, i) => {
    assert.ok(Math.abs(w * h - values[i] * 10_000) < 1e-6);
    assert.ok(x >= -1e-9 && y >= -1e-9 && x + w <= 600.001 && y + h <= 400.001);
  });
});
