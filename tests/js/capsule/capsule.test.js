/** A capsule against its hashes, by the fixture that the writer's tests read too. */

import * as api from "../../../static/js/net/api.js";
import * as stand_in from "../../../static/js/capsule/no_server.api.js";
import {
  check,
  inOtherPage,
  verdict,
  whereIs,
} from "../../../static/js/capsule/capsule.model.js";
import { opened, partOf, RunSocket } from "../../../static/js/capsule/capsule.api.js";
import { deflateSync } from "node:zlib";
import { hashOf } from "../../../static/js/capsule/sha256.model.js";
import { readJson, segment, serverExample } from "../helpers.js";
import { RunSocket as Line } from "../../../static/js/net/socket.js";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";

const fixture = readJson("tests/fixtures/capsule.json");
const whole = () => structuredClone(fixture);
const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** The fixture with one character of a text changed. */
function changed(change) {
  const file = whole();
  change(file);
  return check(file);
}
const other = (text, at) =>
  text.slice(0, at) + (text[at] === "7" ? "8" : "7") + text.slice(at + 1);

test("the hash is SHA-256 of the text as UTF-8", () => {
  for (const text of ["", "abc", "胶囊 🙂", "x".repeat(100_000)]) {
    assert.equal(hashOf(text), sha256(text));
  }
});

test("a capsule as it was written matches", () => {
  const checked = check(whole());

  assert.deepEqual(checked.faults, []);
  assert.deepEqual(checked.intact, fixture.lines);
  assert.equal(checked.hash, fixture.sha256);
  assert.equal(
    verdict(checked),
    `Checked: hash ${fixture.sha256.slice(0, 12)} matches.`,
  );
});

test("true data in a page to which something was added is not called checked", () => {
  const told = verdict(inOtherPage(check(whole())));

  assert.equal(
    told,
    "Does NOT match its hash: the page, to which something was added. What is intact still plays.",
  );
});

for (const [part, words] of [
  ["about", "what the run is"],
  ["snapshot", "stocks and events"],
  ["log", "the log"],
  ["notes", "the notes"],
]) {
  test(`one character of ${part} changed is found there`, () => {
    const { faults, intact } = changed(({ parts }) => {
      parts[part] = other(parts[part], 3);
    });

    assert.deepEqual(faults, [{ part, how: "changed" }]);
    assert.equal(whereIs(faults[0]), words);
    assert.equal(intact.length, 3);
  });
}

test("one character of a segment changed is found there, and the others play", () => {
  const { faults, intact } = changed(({ lines }) => (lines[1] = other(lines[1], 9)));

  assert.deepEqual(faults, [
    { part: "segment", epoch: 3, minute: 101, how: "changed" },
  ]);
  assert.equal(whereIs(faults[0]), "segment of 9:41 (epoch 3)");
  assert.deepEqual(intact, [fixture.lines[0], fixture.lines[2]]);
});

test("a segment that stands under another minute is none of them", () => {
  const { faults } = changed(({ lines }) => (lines[2] = `3 103 ${lines[2].slice(6)}`));

  assert.deepEqual(faults, [
    { part: "segment", epoch: 3, minute: 102, how: "missing" },
  ]);
});

test("a segment more than was written is told", () => {
  const { faults, intact } = changed(({ lines }) => lines.push("0 5 AAAA"));

  assert.deepEqual(faults, [{ part: "segment", how: "strange" }]);
  assert.equal(whereIs(faults[0]), "a segment more than was written");
  assert.equal(intact.length, 3);
});

test("a list of hashes that was changed is told, and what it still names plays", () => {
  const { faults, intact } = changed(({ parts }) => {
    const place = parts.manifest.indexOf('"notes":"') + 12;
    parts.manifest = other(parts.manifest, place);
  });

  assert.deepEqual(
    faults.map(({ part }) => part),
    ["manifest", "notes"],
  );
  assert.equal(intact.length, 3);
});

test("another hash of the whole is told", () => {
  const { faults } = changed(({ parts }) => (parts.hash = other(parts.hash, 5)));

  assert.deepEqual(faults, [{ part: "manifest", how: "changed" }]);
});

test("without a list nothing is known to be intact", () => {
  for (const text of ["", "{", "[]", "null", undefined]) {
    const { faults, intact } = changed(({ parts }) => (parts.manifest = text));
    assert.deepEqual([faults.length, intact], [1, []]);
  }
});

test("many changes are told as three and a count", () => {
  const { hash } = check(whole());
  const faults = ["about", "log", "notes", "snapshot", "manifest"].map((part) => ({
    part,
    how: "changed",
  }));

  assert.equal(
    verdict({ hash, faults, intact: [] }),
    "Does NOT match its hash: what the run is, the log, the notes and 2 more. " +
      "What is intact still plays.",
  );
});

test("the stand-ins can do what they stand in for", () => {
  const { refused, ...names } = stand_in;
  assert.deepEqual(Object.keys(names).sort(), Object.keys(api).sort());
  for (const name of ["start", "wake", "greet", "send"]) {
    assert.equal(typeof RunSocket.prototype[name], typeof Line.prototype[name]);
  }
});

test("what takes a server is refused in a line", async () => {
  await assert.rejects(stand_in.readTape(), /not in a capsule/);
});

test("the driver gives the snapshot, then every segment, the one asked for first", async (t) => {
  const snapshot = serverExample("snapshot");
  const { log, preset, ...rest } = snapshot;
  const lines = [0, 1, 2].map((minute) => line(0, minute));
  const texts = {
    about: "{}",
    snapshot: JSON.stringify({ ...rest, alone: true }),
    log: JSON.stringify({ log, preset, rows: [] }),
    notes: '{"notes":[]}',
  };
  const manifest = JSON.stringify({
    parts: Object.fromEntries(Object.entries(texts).map(([n, x]) => [n, sha256(x)])),
    segments: lines.map((text, minute) => [0, minute, sha256(text)]),
  });
  const blocks = {
    ...texts,
    manifest,
    hash: `"${sha256(manifest)}"`,
    segments: `\n${lines.join("\n")}\n`,
  };
  globalThis.document = {
    getElementById: (id) => ({ textContent: blocks[id.replace("capsule-", "")] }),
  };
  t.after(() => delete globalThis.document);
  const received = [];
  const states = [];
  const socket = new RunSocket({
    hello: () => ({ type: "hello", at: 150 }),
    receive: (message) => received.push(message),
    changed: (state) => states.push(state),
    broken: (error) => assert.fail(error),
  });

  await socket.start();

  assert.deepEqual(states, ["kept"]);
  assert.deepEqual(
    received.map(({ type, minute }) => [type, minute]),
    [
      ["snapshot", undefined],
      ["segment", 1],
      ["segment", 2],
      ["segment", 0],
      ["filled", undefined],
    ],
  );
  assert.deepEqual(received[0].log, log);
  assert.equal(received[0].server_time, received[0].clock.wall);
  assert.equal(socket.send({ type: "clock" }), false);
  assert.deepEqual(opened().checked.faults, []);
  assert.deepEqual(partOf("notes"), { notes: [] });
});

function line(epoch, minute) {
  const { columns, servers, stocks } = segment(epoch, minute, 3);
  const stream = deflateSync(JSON.stringify({ minute, columns, servers, stocks }));
  const header = Buffer.from([1, 1, minute, 0, epoch, 0, 0, 0]);
  return `${epoch} ${minute} ${Buffer.concat([header, stream]).toString("base64")}`;
}
