/** What the connection of a page asks for, and when. */

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
  const sent = [];
  own.socket.greet = () => taken.push("greeted");
  own.socket.send = (message) => sent.push(message);
  return { own, taken, sent };
}

const OUTLINE = { type: "outline", parts: [] };

test("the rest of the day is asked for once the first chart stands", async () => {
  const chart = deferred();
  const { own, taken, sent } = connection(chart.promise);

  own.receive(serverExample("snapshot"));
  own.receive(OUTLINE);
  own.receive(serverExample("pong"));
  assert.deepEqual([taken, sent], [["snapshot", "outline", "pong"], []]);

  chart.resolve();
  await chart.promise;
  assert.deepEqual(sent, [{ type: "fill" }]);
});

test("a page without a chart asks for it at once, and after every greeting anew", async () => {
  const { own, sent } = connection(undefined);

  own.receive(OUTLINE);
  await undefined;
  own.receive(OUTLINE);
  await undefined;

  assert.deepEqual(sent, [{ type: "fill" }, { type: "fill" }]);
});

test("a page that has to begin afresh greets again", () => {
  const { own, taken } = connection(undefined);

  own.receive({ type: "afresh" });

  assert.deepEqual(taken, ["afresh", "greeted"]);
});

function deferred() {
  let resolve = () => {};
  const promise = new Promise((own) => (resolve = own));
  return { promise, resolve };
}
