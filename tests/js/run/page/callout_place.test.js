/** A note stands beside its thing and never leaves the screen. */

import assert from "node:assert/strict";
import { inView, place } from "../../../../static/js/run/page/callout_place.model.js";
import test from "node:test";

const screen = { width: 1000, height: 800 };
const note = { width: 300, height: 150 };

for (const [side, target, found] of [
  ["right", [100, 100, 200, 80], [314, 100]],
  ["below", [10, 100, 900, 80], [10, 194]],
  ["above", [10, 600, 900, 180], [10, 436]],
  ["left", [700, 10, 290, 780], [386, 10]],
  ["at the lower edge", [0, 0, 1000, 800], [10, 640]],
  ["within the screen", [900, 20, 90, 30], [690, 64]],
]) {
  test(`a note stands ${side}`, () => {
    const [left, top, width, height] = target;

    const at = place({ left, top, width, height }, note, screen);

    assert.deepEqual(at, { left: found[0], top: found[1] });
  });
}

test("a thing below the fold or not shown is not in view", () => {
  const box = { left: 10, top: 700, width: 100, height: 100 };

  assert.equal(inView(box, screen), true);
  assert.equal(inView({ ...box, top: 701 }, screen), false);
  assert.equal(inView({ ...box, width: 0 }, screen), false);
});
