import {
  between,
  endingAt,
  rangeOf,
  startingAt,
} from "../../../../../static/js/run/panels/timeline/loop.model.js";
import assert from "node:assert/strict";
import test from "node:test";

test("a range is in order, within the day and long enough", () => {
  assert.deepEqual(rangeOf(6900.7, 6840), [6840, 6900]);
  assert.deepEqual(rangeOf(100, 101), [100, 105]);
  assert.deepEqual(rangeOf(28799, 30000), [28795, 28800]);
});

test("a start or an end alone makes a minute", () => {
  assert.deepEqual(startingAt(null, 6840), [6840, 6900]);
  assert.deepEqual(endingAt(null, 6900), [6840, 6900]);
});

test("a start or an end moves one side of what there is", () => {
  assert.deepEqual(startingAt([6840, 6900], 6850), [6850, 6900]);
  assert.deepEqual(endingAt([6840, 6900], 6960), [6840, 6960]);
  assert.deepEqual(startingAt([6840, 6900], 7000), [7000, 7060]);
  assert.deepEqual(endingAt([6840, 6900], 6000), [5940, 6000]);
});

test("between events lies the stretch that is on the screen", () => {
  const events = [{ tick: 5400 }, { tick: 6856 }];

  assert.deepEqual(between(events, 6000), [5400, 6856]);
  assert.deepEqual(between(events, 5400), [5400, 6856]);
  assert.deepEqual(between(events, 7000), [6856, 28800]);
});
