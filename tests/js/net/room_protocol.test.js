/** The room's part of docs/protocol.md is what both sides are tested against. */

import { Room } from "../../../static/js/room/room.model.js";
import assert from "node:assert/strict";
import { decode } from "../../../static/js/room/room.api.js";
import { examples } from "../helpers.js";
import test from "node:test";

const told = examples("roomserver");

for (const example of told) {
  test(`the ${example.type} example is understood`, () => {
    assert.deepEqual(decode(JSON.stringify(example)), example);
  });
}

test("what a page knows of its room is the last that it was told", () => {
  const room = new Room();
  const of = (type) => told.find((example) => example.type === type);
  for (const example of told) room.apply(example);

  assert.equal(room.ready, true);
  assert.deepEqual(room.info, of("room").room);
  assert.deepEqual([room.roster, room.plan], [of("host").roster, of("host").plan]);
  assert.equal(room.me.answers["7"].score, 0.985);
});

test("a type from the future is left alone", () => {
  assert.equal(decode('{"type": "weather"}'), null);
});
