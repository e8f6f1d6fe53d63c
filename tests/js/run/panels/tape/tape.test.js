import { TapeReader } from "../../../../../static/js/run/panels/tape/tape.model.js";
import assert from "node:assert/strict";
import test from "node:test";

const query = (tick, more = {}) => ({
  tick,
  epoch: 0,
  server: null,
  symbol: null,
  ...more,
});
const page = (numbers, next = null) => ({
  executions: numbers.map((number) => ({ number })),
  next,
});

/** A server that answers when it is told to. */
function server() {
  const asked = [];
  const reader = new TapeReader(
    (own, after) =>
      new Promise((answer, refuse) => asked.push({ own, after, answer, refuse })),
    () => seen.push(reader.kind),
  );
  const seen = [];
  const settle = () => new Promise((done) => setImmediate(done));
  return { reader, asked, seen, settle };
}

test("a second is read page by page", async () => {
  const { reader, asked, seen, settle } = server();

  reader.want(query(6300));
  asked[0].answer(page([1, 2], 2));
  await settle();
  reader.more();
  asked[1].answer(page([3]));
  await settle();
  reader.more();

  assert.deepEqual(
    asked.map(({ after }) => after),
    [0, 2],
  );
  assert.deepEqual(
    reader.rows.map(({ number }) => number),
    [1, 2, 3],
  );
  assert.deepEqual(seen, ["loading", "rows", "loading", "rows"]);
});

test("one question at a time, and of those that waited only the last", async () => {
  const { reader, asked, settle } = server();

  for (const tick of [1, 2, 3, 4]) reader.want(query(tick));
  assert.equal(asked.length, 1);
  asked[0].answer(page([1]));
  await settle();
  asked[1].answer(page([]));
  await settle();

  assert.deepEqual(
    asked.map(({ own }) => own.tick),
    [1, 4],
  );
  assert.equal(reader.kind, "empty");
});

test("the same question is not asked twice, another choice or epoch is another", async () => {
  const { reader, asked, settle } = server();

  reader.want(query(1));
  reader.want(query(1));
  asked[0].answer(page([1]));
  await settle();
  reader.want(query(1));
  assert.equal(asked.length, 1);
  reader.want(query(1, { server: 8 }));
  asked[1].answer(page([1]));
  await settle();
  reader.want(query(1, { server: 8, epoch: 1 }));

  assert.equal(asked.length, 3);
});

test("going back to what is being asked drops what waited", async () => {
  const { reader, asked, settle } = server();

  reader.want(query(1));
  reader.want(query(2));
  reader.want(query(1));
  asked[0].answer(page([1]));
  await settle();

  assert.equal(asked.length, 1);
  assert.equal(reader.query.tick, 1);
});

test("a failure is told in its words and can be tried again", async () => {
  const { reader, asked, settle } = server();

  reader.want(query(1));
  asked[0].refuse(new Error("That second is not computed yet; ask again."));
  await settle();
  assert.deepEqual(
    [reader.kind, reader.failure],
    ["failed", "That second is not computed yet; ask again."],
  );
  reader.retry();
  asked[1].answer(page([1]));
  await settle();

  assert.deepEqual([reader.kind, reader.failure, reader.rows.length], ["rows", "", 1]);
});
