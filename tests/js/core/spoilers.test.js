import {
  hiddenEnd,
  tellsCode,
  disclosedUntil,
} from "../../../static/js/core/spoilers.js";
import { Session } from "../../../static/js/core/session.js";
import assert from "node:assert/strict";
import { serverExample } from "../helpers.js";
import test from "node:test";

const { furthest } = serverExample("snapshot").clock;

/** A run that was shown up to 9:35:12, seen from 8:01:40. */
function hiding(hide = true) {
  const session = new Session(() => 1000);
  session.apply(serverExample("snapshot"));
  session.view.anticipate({ action: "seek", to: 100, paused: true });
  session.view.hide = hide;
  return session;
}

test("with nothing hidden the whole day may be told", () => {
  const { view } = hiding(false);

  assert.equal(disclosedUntil(view), 28800);
  assert.equal(view.hides(28800), false);
});

test("what was shown once stays told, what was not is hidden", () => {
  const { view } = hiding();

  assert.equal(disclosedUntil(view), furthest);
  assert.deepEqual([view.hides(furthest), view.hides(furthest + 1)], [false, true]);
});

test("a look ahead by oneself counts as seen here", () => {
  const { view } = hiding();
  view.detach({ action: "seek", to: 7000, paused: true });
  assert.equal(disclosedUntil(view), 7000);

  view.attach();

  assert.equal(disclosedUntil(view), 7000);
});

test("which code a server runs is told from the open on", () => {
  const session = new Session(() => 1000);
  session.view.hide = true;
  assert.equal(tellsCode(session.view), false);
  assert.equal(session.view.hides(6856), true);

  session.view.detach({ action: "seek", to: 5400, paused: true });

  assert.equal(tellsCode(session.view), true);
});

test("the run left alone and the charts end with what was shown", () => {
  const session = hiding();

  assert.equal(session.ghostUntil(), furthest);
  assert.deepEqual(session.axis(100), [5220, 6300]);
  session.view.hide = false;
  assert.equal(session.ghostUntil(), 28800);
  assert.deepEqual(session.axis(100), [5220, 8100]);
});

test("an axis that hides the end grows by quarters of an hour, late by hours", () => {
  assert.deepEqual(
    [0, 6200, 6241, 8101, 10801, 28800].map(hiddenEnd),
    [6300, 6300, 7200, 9000, 14400, 28800],
  );
});

test("the totals of the day are told at its end, or with nothing hidden", () => {
  const session = hiding();
  assert.equal(session.tellsTotals, false);

  session.view.detach({ action: "seek", to: 28800, paused: true });

  assert.equal(session.tellsTotals, true);
  assert.equal(hiding(false).tellsTotals, true);
});
