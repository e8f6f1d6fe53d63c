import {
  UNITS,
  axisMarks,
  chartWindow,
  fraction,
  frameAt,
  tickAt,
  tickOfUnits,
  unitsOf,
} from "../../../static/js/core/timescale.js";
import { parseFragment, parseTime } from "../../../static/js/core/address.js";
import assert from "node:assert/strict";
import test from "node:test";

test("the morning takes 78 hundredths, the afternoon the rest", () => {
  assert.deepEqual([0, 8100, 28800].map(fraction), [0, 0.78, 1]);
  assert.equal(fraction(4050), 0.39);
});

test("every second of the day comes back from its place", () => {
  for (let t = 0; t <= 28800; t += 1) assert.equal(tickAt(fraction(t)), t);
});

test("every second of the morning comes back from the scrubber", () => {
  for (let t = 0; t <= 8100; t += 1) assert.equal(tickOfUnits(unitsOf(t)), t);
  assert.equal(tickOfUnits(UNITS), 28800);
});

test("a clock shows the frame of the second that has ended", () => {
  assert.deepEqual(
    [0, 0.9, 1, 1.5, 5400, 28800].map(frameAt),
    [-1, -1, 0, 0, 5399, 28799],
  );
});

test("charts show the morning until 10:15 and then the whole day", () => {
  assert.deepEqual(chartWindow(8100), [5220, 8100]);
  assert.deepEqual(chartWindow(8100.5), [5220, 28800]);
});

test("the axis is marked to the end", () => {
  assert.equal(axisMarks().at(-1), 28800);
});

test("an address names a moment of the day, or none", () => {
  assert.equal(parseTime("09:41:00"), 6060);
  for (const same of ["9:41", " 09:41 ", "9:41:00", "\uff19\uff1a\uff14\uff11"])
    assert.equal(parseTime(same), 6060, same);
  for (const bad of ["", "7:59", "16:00:01", "09:61", "9:4", "soon", "-1:00"]) {
    assert.equal(parseTime(bad), null, bad);
  }
});

test("a fragment carries a moment, a view and a key", () => {
  assert.deepEqual(parseFragment("#t=09:41:00&view=desk&operate=abc-_9"), {
    t: 6060,
    key: "abc-_9",
    view: "desk",
  });
  assert.deepEqual(parseFragment(""), { t: null, key: null, view: null });
});
