/** What the connection of a page takes in at once, and what waits for the first chart. */

import assert from "node:assert/strict";
import { serverExample } from "../helpers.js";
import test from "node:test";

Object.assign(globalThis, { location: { protocol: "http:", host: "here" } });
const { Connection } = await import("../../../static/js/replay/connection.page.js");

/** A connection whose socket is never opened, and what reached its session. */
function connection(first) {
  const taken = [];
  const session = {
    ready: true,
    agrees: () => true,
    apply: (message) => taken.push(message.type),
  };
  const operator = { queue: { has: () => false } };
  const surroundings = { run: "7", key: null, now: () => 0, changed: () => {}, first };
  const own = new Connection(session, operator, surroundings);
  own.socket.greet = () => taken.push("greeted");
  return { own, taken };
}

const segments = () => ({ type: "segments", read: () => [] });
const tasks = () => new Promise((resolve) => setTimeout(resolve));

test("the nearest part of the day comes at once, the others after the first chart", async () => {
  const chart = deferred();
  const { own, taken } = connection(chart.promise);

  for (const message of [serverExample("snapshot"), segments(), segments(), segments()])
    own.receive(message);
  own.receive({ type: "filled" });
  own.receive(serverExample("pong"));
  assert.deepEqual(taken, ["snapshot", "segments", "pong"]);

  chart.resolve();
  for (let i = 0; i < 4; i++) await tasks();
  assert.deepEqual(taken.slice(3), ["segments", "segments", "filled"]);
});

test("what comes while the others are taken in waits behind them", async () => {
  const chart = deferred();
  const { own, taken } = connection(chart.promise);
  for (const message of [segments(), segments(), segments()]) own.receive(message);

  chart.resolve();
  await chart.promise;
  own.receive({ type: "filled" });
  for (let i = 0; i < 4; i++) await tasks();

  assert.deepEqual(taken, ["segments", "segments", "segments", "filled"]);
});

test("a page without a chart takes all in as it comes", () => {
  const { own, taken } = connection(undefined);

  for (const message of [segments(), segments(), { type: "filled" }])
    own.receive(message);

  assert.deepEqual(taken, ["segments", "segments", "filled"]);
});

test("what waits is forgotten where the page has to begin afresh", async () => {
  const chart = deferred();
  const { own, taken } = connection(chart.promise);
  for (const message of [segments(), segments(), { type: "afresh" }])
    own.receive(message);

  chart.resolve();
  await tasks();

  assert.deepEqual(taken, ["segments", "afresh", "greeted"]);
});

function deferred() {
  let resolve = () => {};
  const promise = new Promise((own) => (resolve = own));
  return { promise, resolve };
}
