import {
  extent,
  perMinute,
  perSecond,
  points,
  stepOf,
  stepOn,
} from "../../../static/js/core/series.js";
import { segment, sixty } from "../helpers.js";
import { Line } from "../../../static/js/core/line.js";
import { Store } from "../../../static/js/core/store.js";
import assert from "node:assert/strict";
import { miniShape } from "../../../static/js/run/panels/timeline/index.js";
import { summary } from "../../../static/js/run/page/status.js";
import test from "node:test";

const ramp = (from) => Array.from({ length: 60 }, (_, i) => from + i);

function line(minutes) {
  const store = new Store(4, 8);
  for (const minute of minutes) {
    const columns = { pnl_exit: ramp(minute * 60 + 1).map((v) => -v) };
    store.add(segment(0, minute, 0, { columns, servers: [{ sent: sixty(2) }] }));
  }
  return store.line;
}

test("a point stands at the end of its tick", () => {
  const { x, y } = points(line([0, 1]), "pnl_exit", 0, 3, 1);

  assert.deepEqual([...x], [0, 1, 2, 3]);
  assert.deepEqual([...y], [0, -1, -2, -3]);
});

test("the newest second is always there, also between two steps", () => {
  const { x, y } = points(line([0, 1]), "pnl_exit", 0, 67, 30);

  assert.deepEqual([...x], [0, 30, 60, 67]);
  assert.equal(y.at(-1), -67);
});

test("a missing minute is a gap, not a line across", () => {
  const { y } = points(line([0, 2]), "pnl_exit", 55, 125, 1);

  assert.ok(Number.isNaN(y[10]));
  assert.deepEqual(extent([y]), [-125, -55]);
});

test("an outline is drawn by its minutes' ends, without gaps", () => {
  const line = new Line(5, 0);
  for (const minute of [0, 1, 2]) line.outline(minute, { pnl_exit: -1 - minute });

  const step = stepOn(line, 0, 180, [0, 300]);

  assert.equal(step, 60);
  assert.deepEqual([...points(line, "pnl_exit", 60, 180, step).y], [-1, -2, -3]);
  assert.equal(stepOn(line, 180, 300, [0, 300]), 1);
});

test("nothing before the start of the window is drawn", () => {
  assert.equal(points(line([0]), "pnl_exit", 100, 50, 1).x.length, 0);
});

test("the whole day has a bearable number of points", () => {
  assert.equal(stepOf([5220, 8100]), 5);
  assert.equal(stepOf([5220, 28800]), 10);
});

test("orders of whole minutes, and of the last sixty seconds", () => {
  assert.deepEqual([...perMinute(line([0, 1]), 0, 0, 89)], [120, 120]);
  assert.deepEqual([...perMinute(line([0]), 0, 0, 29)], [60]);
});

test("the shape of the loss ends where the run has been shown", () => {
  const path = miniShape(line([0, 1, 2]), 120, (t) => t);

  assert.match(path, /^M0 2L0\.0 2\.0L60\.0 2\.0L120\.0 2\.0L120\.0 2Z$/);
});

test("one sentence says what the page shows", () => {
  assert.equal(
    summary(line([0, 1]), 119),
    "8:02. Nothing traded. 120 orders a minute.",
  );
});

test("orders of single seconds end with the second on the screen", () => {
  assert.deepEqual([...perSecond(line([0]), 0, 57, 59)], [2, 2, 2]);
  assert.equal(perSecond(line([0]), 0, -300, 9).length, 10);
  assert.equal(perSecond(line([0]), 0, 10, 5).length, 0);
});
