/** What a card says of an account's claims. */

import assert from "node:assert/strict";
import test from "node:test";
import { verdict } from "../../../static/js/home/verdict.model.js";

const claim = (what, claimed, found, agrees = false) => ({
  what,
  claimed,
  found,
  agrees,
});

test("an account whose claims all agree says so", () => {
  const all = [claim("parents", 212, 212, true), claim("loss, $", 44e7, 46e7, true)];

  assert.deepEqual(verdict(all), { agrees: true, words: "All 2 figures agree" });
});

for (const [claimed, found, words] of [
  [440e6, 8_066_900, "loss: 54.5 times too much"],
  [440e6, 140_707, "loss: 3,127 times too much"],
  [10e6, 21_314_385, "loss: 2.1 times too little"],
  [460e6, 0, "loss: off by 460,000,000"],
]) {
  test(`the first claim that is off says by how much: ${words}`, () => {
    const told = [claim("parents", 212, 212, true), claim("loss, $", claimed, found)];

    assert.deepEqual(verdict(told), { agrees: false, words });
  });
}
