/** Guardrails: how they stand, what their trips say. */

import { guardrailState, tripWords } from "../../../static/js/core/guardrails.js";
import assert from "node:assert/strict";
import { entries } from "../../../static/js/run/acting/log.model.js";
import { guardrailTitle } from "../../../static/js/core/guardrail_words.js";
import test from "node:test";

const arm = (tick, more = {}) => ({
  op: "arm",
  guardrail: "gross-cap",
  params: { limit: 5 },
  tick,
  seq: tick,
  struck: false,
  by: "host",
  what: "Arm gross-cap",
  reason: "",
  ...more,
});
const disarm = (tick) => arm(tick, { op: "disarm", params: undefined });
const trip = (tick, more = {}) => ({
  tick,
  guardrail: "gross-cap",
  server: null,
  stock: null,
  action: "stop",
  acts_at: tick + 1,
  ...more,
});
const run = (more) => ({
  log: [],
  preset: [],
  trips: [],
  symbols: [],
  t: 6000,
  ...more,
});
const state = (more) => {
  const { state: own, words } = guardrailState("gross-cap", run(more));
  return [own, words];
};

test("a guardrail is armed from its second until it is disarmed or struck out", () => {
  assert.deepEqual(state({}), ["off", "Not armed"]);
  assert.deepEqual(state({ log: [arm(5400)] }), ["armed", "Armed since 9:30:00"]);
  assert.deepEqual(state({ log: [arm(6001)] }), ["off", "Not armed"]);
  assert.deepEqual(state({ log: [arm(5400), disarm(5500)] }), ["off", "Not armed"]);
  assert.deepEqual(state({ log: [arm(5400, { struck: true })] }), ["off", "Not armed"]);
});

test("the newest setting holds, whoever made it", () => {
  const theirs = { ...arm(5450, { params: { limit: 9 } }), cancelled: false };

  const found = guardrailState(
    "gross-cap",
    run({ log: [arm(5400)], preset: [theirs] }),
  );

  assert.deepEqual(found.params, { limit: 9 });
  const cancelled = [{ ...theirs, cancelled: true }];
  const left = guardrailState(
    "gross-cap",
    run({ log: [arm(5400)], preset: cancelled }),
  );
  assert.deepEqual(left.params, { limit: 5 });
});

test("a trip counts until the guardrail is armed again", () => {
  const log = [arm(5400)];
  const trips = [trip(5499)];

  assert.deepEqual(state({ log, trips }), ["tripped", "Tripped at 9:31:40"]);
  assert.deepEqual(state({ log, trips: [trip(5499, { action: "shadow" })] }), [
    "tripped",
    "Would have tripped at 9:31:40",
  ]);
  const again = state({ log: [...log, arm(5600)], trips });
  assert.deepEqual(again, ["armed", "Armed since 9:33:20"]);
});

test("a trip says what it does, where, and whether it only would have", () => {
  const said = (own, more) => tripWords(trip(5499, own), run(more));

  assert.equal(said({}), "Gross cap tripped and acts by itself");
  assert.equal(
    said({ server: 8, action: "alert", guardrail: "order-rate" }),
    "Order rate tripped on server 8 and pages people",
  );
  assert.equal(said({ acts_at: 5560 }), "Gross cap tripped, acts at 9:32:40");
  assert.equal(said({ action: "shadow" }), "Gross cap would have tripped");
  assert.equal(
    said({ stock: 1, guardrail: "stock-breaker" }, { symbols: [{}, { id: "K002" }] }),
    "Stock breaker tripped on K002 and acts by itself",
  );
  assert.equal(
    said({ acts_at: 5530 }, { log: [disarm(5510)] }),
    "Gross cap tripped; it was set anew before it acted",
  );
});

test("a guardrail is called by its name said aloud", () => {
  assert.equal(guardrailTitle("new-one"), "New one");
  assert.equal(guardrailTitle("pnl"), "Loss limit");
});

test("the log has people, Knight's people and guardrails in the order of the morning", () => {
  const preset = [
    { tick: 6856, what: "Roll back", approximate: true, cancelled: false },
    { tick: 8100, what: "Kill all", approximate: false, cancelled: true },
  ];
  const given = run({
    log: [arm(5400, { reason: "limit", ordered: 5280 })],
    preset,
    trips: [trip(5499)],
  });

  const found = entries({ ...given, seen: 7000, tellsAhead: false });

  assert.deepEqual(
    found.map(({ when, who, what, why }) => [when, who, what, why]),
    [
      ["9:30:00", "Host", "Arm gross-cap", "limit"],
      ["9:31:40", "Guardrail", "Gross cap tripped and acts by itself", "modelled"],
      ["≈ 9:54:16", "Knight's people", "Roll back", "time inferred"],
    ],
  );
  assert.equal(found[0].state, "ordered at 9:28:00");
  const all = entries({ ...given, seen: 6000, tellsAhead: true });
  assert.deepEqual(
    all.slice(2).map(({ state: own, coming, out }) => [own, coming, out]),
    [
      ["still to come", true, false],
      ["does not happen", true, true],
    ],
  );
});
