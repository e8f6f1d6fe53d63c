/** The form of a guardrail: what is typed, what may be, and what the server refused. */

import {
  plainNumber,
  rangeWords,
  refusedParameter,
} from "../../../../static/js/run/acting/guardrail_form.model.js";
import assert from "node:assert/strict";
import test from "node:test";

test("what the server refused is told at the parameter that it speaks of", () => {
  const limit = "gross-cap limit: value 0 is not valid; allowed: a number";

  assert.deepEqual(refusedParameter("gross-cap", limit), {
    parameter: "limit",
    reason: "Value 0 is not valid; allowed: a number",
  });
  assert.deepEqual(refusedParameter("gross-cap", "params.limit: too long"), {
    parameter: "limit",
    reason: "Too long",
  });
  const other = "expect_epoch: 1 was expected";
  assert.deepEqual(refusedParameter("gross-cap", other), {
    parameter: "",
    reason: other,
  });
});

test("a number is read as people write it, anything else is left to the server", () => {
  assert.equal(plainNumber(" $2,000,000 "), 2_000_000);
  assert.equal(plainNumber("0.5"), 0.5);
  assert.equal(plainNumber(""), "");
  assert.equal(plainNumber("a lot"), "a lot");
  assert.equal(plainNumber("1e999"), "1e999");
});

test("a range is short", () => {
  const limit = { kind: "number", lowest: 0.01, highest: 1e12, default: 2e6 };

  assert.equal(rangeWords(limit), "0.01 to 1T (usually 2M)");
});
