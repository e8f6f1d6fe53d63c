/** The same made-up minute as tests/simulator/test_ledgers.py, by the same fixture. */

import { LIMIT_33, account33 } from "../../../../../static/js/run/account33.model.js";
import assert from "node:assert/strict";
import { pmonAt } from "../../../../../static/js/run/panels/desk/pmon.model.js";
import { readJson } from "../../../helpers.js";
import test from "node:test";

const {
  executions,
  gross_cents: gross,
  pmon,
  account,
} = readJson("tests/fixtures/ledgers.json");

test("PMON shows the tick that the queue has booked, at every tick", () => {
  const screen = executions.map((_, frame) => pmonAt(executions, frame));

  assert.deepEqual(
    screen,
    pmon.shown.map((shown, i) => ({ shown, delay: pmon.delay[i] })),
  );
});

test("PMON knows nothing of what comes later", () => {
  const early = executions.slice(0, 31);

  assert.deepEqual(pmonAt(early, 30), pmonAt(executions, 30));
});

test("the 33 Account tells the first tick above its limit and its peak", () => {
  assert.deepEqual(account33(gross, 59), {
    gross: gross[59],
    multiple: gross[59] / LIMIT_33,
    peak: account.peak,
    crossed: account.crossed,
  });
});

test("the 33 Account has not crossed before it has, nor at the limit itself", () => {
  assert.equal(account33(gross, account.crossed - 1).crossed, null);
  assert.equal(account33(gross, account.crossed).crossed, account.crossed);
  assert.equal(account33([LIMIT_33], 0).crossed, null);
  assert.deepEqual(account33(gross, -1), {
    gross: 0,
    multiple: 0,
    peak: 0,
    crossed: null,
  });
});

test("a gap in what is known is neither zero nor a crossing", () => {
  const { gross: held, crossed } = account33([1, NaN, NaN], 2);

  assert.ok(Number.isNaN(held));
  assert.equal(crossed, null);
});
