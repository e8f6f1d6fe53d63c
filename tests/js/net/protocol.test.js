/** docs/protocol.md is what both sides are tested against. */

import {
  clock,
  decode,
  fill,
  hello,
  intervene,
  ping,
  reason,
} from "../../../static/js/net/protocol.js";
import { examples, serverExample } from "../helpers.js";
import { ProtocolError } from "../../../static/js/net/protocol.js";
import assert from "node:assert/strict";
import test from "node:test";

const rebuild = {
  hello: ({ have, host_key, at }) => hello({ have, key: host_key, at }),
  fill: () => fill(),
  clock: ({ type, command_id, ...command }) => clock(command_id, command),
  intervene: ({ type, command_id, seen, ...request }) =>
    intervene(command_id, seen, request),
  reason: ({ command_id, seq, text }) => reason(command_id, seq, text),
  ping: ({ sent }) => ping(sent),
};

for (const [i, example] of examples("client").entries()) {
  test(`client example ${i + 1} (${example.type}) is what we send`, () => {
    assert.deepEqual(rebuild[example.type](example), example);
  });
}

for (const example of examples("server")) {
  test(`the ${example.type} example is understood`, () => {
    assert.deepEqual(decode(JSON.stringify(example)), example);
  });
}

test("the document has an example of every message", () => {
  const types = (kind) => [...new Set(examples(kind).map((e) => e.type))].sort();

  assert.deepEqual(types("client"), Object.keys(rebuild).sort());
  assert.equal(types("server").length, 16);
});

test("hello without a key says none, and the second only where it is asked for", () => {
  assert.deepEqual(hello({ have: [], key: null }), {
    type: "hello",
    bundled: true,
    have: [],
  });
  assert.equal(hello({ have: [], at: 6840.7 }).at, 6840);
  assert.equal(hello({ have: [], at: 0 }).at, 0);
});

test("what is not JSON, not an object or without a type is refused", () => {
  for (const text of ["{", "[]", "null", "7", '{"a": 1}', '{"type": 1}']) {
    assert.throws(() => decode(text), ProtocolError, text);
  }
});

test("a type from the future is left alone", () => {
  assert.equal(decode('{"type": "weather", "sky": []}'), null);
});

const BROKEN = [
  ["snapshot", { role: "king" }, /role/],
  ["snapshot", { epochs: [[0]] }, /epochs/],
  ["snapshot", { symbols: [{ id: 1 }] }, /symbols/],
  ["epoch", { cut: "09:36" }, /cut/],
  ["epoch", { epoch: 1.5 }, /epoch/],
  ["clock", { clock: { wall: 1 } }, /clock/],
  ["heartbeat", { status: "fine" }, /status/],
  ["heartbeat", { server_time: null }, /server_time/],
  ["intervention", { entry: {} }, /entry/],
  ["heartbeat", { notes: [1] }, /notes/],
  ["note", { note: { id: "a" } }, /note/],
  ["ack", { command_id: 5 }, /command_id/],
  ["error", { message: undefined }, /message/],
  ["pong", { sent: "1" }, /sent/],
];

for (const [type, change, message] of BROKEN) {
  test(`a ${type} with a bad ${Object.keys(change)[0]} is refused by name`, () => {
    const text = JSON.stringify({ ...serverExample(type), ...change });

    assert.throws(() => decode(text), message);
  });
}
