import { digest, fnv1a, ranges } from "../../../static/js/core/digest.js";
import assert from "node:assert/strict";
import { readJson } from "../helpers.js";
import test from "node:test";

for (const { ranges, text, digest: expected } of readJson("tests/fixtures/digest.json")
  .cases) {
  test(`the digest of "${text}" is the one the server computes`, () => {
    assert.equal(digest(ranges), expected);
    assert.equal(fnv1a(text), expected);
  });
}

test("ranges are maximal and ascending, whatever order the segments came in", () => {
  const held = [
    [2, 97],
    [0, 1],
    [2, 95],
    [0, 0],
    [2, 96],
    [0, 3],
  ];

  assert.deepEqual(ranges(held), [
    [0, 0, 1],
    [0, 3, 3],
    [2, 95, 97],
  ]);
});
