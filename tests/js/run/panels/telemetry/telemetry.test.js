import {
  lastLines,
  minuteLines,
} from "../../../../../static/js/run/panels/telemetry/telemetry.model.js";
import { Store } from "../../../../../static/js/core/store.js";
import assert from "node:assert/strict";
import { rateAlerts } from "../../../../../static/js/run/panels/telemetry/alerts.model.js";
import { segment, sixty } from "../../../helpers.js";
import test from "node:test";

const from = (frame, value, before = 0) =>
  Array.from({ length: 60 }, (_, i) => (i < frame ? before : value));

/** Two minutes; the servers of each as given, the rest of them quiet. */
function run(...minutes) {
  const store = new Store(minutes.length, 8);
  minutes.forEach(({ columns, servers }, i) =>
    store.add(segment(0, i, 0, { columns, servers })),
  );
  return { line: store.line, log: [], preset: [], trips: [] };
}

const texts = (lines) =>
  lines.map(({ at, server, text }) => `${at} S${server} ${text}`);

test("a server says once a minute what it sent", () => {
  const quiet = run({ servers: [{ sent: sixty(2) }] });

  const lines = minuteLines(quiet, 0, 59);

  assert.deepEqual(texts(lines).slice(0, 2), [
    "60 S1 120 child orders sent",
    "60 S2 0 child orders sent",
  ]);
  assert.equal(lines.length, 8);
  assert.deepEqual(minuteLines(quiet, 0, 58), []);
});

test("a change is told at its second, an e-mail at the end of its tick", () => {
  const old = 1;
  const killed = 4;
  const busy = run({
    servers: [
      { state: from(20, old | 8).map((s, i) => (i < 50 ? s : old)) },
      { loops: from(7, 3), emails: from(9, 1) },
      { state: from(30, killed), sent: from(30, 0, 1) },
    ],
  });

  assert.deepEqual(texts(minuteLines(busy, 0, 58)), [
    "8 S2 first loop live: Power Peg runs",
    "10 S2 e-mail “Power Peg disabled” sent, 1 so far",
    "10 S2 first e-mail that names an error",
    "20 S1 restarts, has the old code",
    "30 S3 killed: out of rotation",
    "50 S1 has restarted",
  ]);
});

test("an alert fires once, where a server sends ten times the median of its peers", () => {
  const ordinary = Array.from({ length: 7 }, () => ({ sent: sixty(1) }));
  const { line } = run(
    { servers: [...ordinary, { sent: sixty(1) }] },
    { servers: [...ordinary, { sent: from(5, 100, 1) }] },
  );

  const found = rateAlerts(line, 0, 119);

  // 60 a minute each; the sixth hundred is the first above 600
  assert.deepEqual(found, [{ frame: 70, server: 7, sent: 654, peers: 60 }]);
  assert.deepEqual(rateAlerts(line, 60, 119), found);
  assert.deepEqual(rateAlerts(line, 71, 119), []);
});

test("ten times nothing is no alert, and neither is a rate without peers", () => {
  const few = run({ servers: [{ sent: from(10, 20) }] });
  const alone = run({
    servers: [
      { sent: sixty(900) },
      ...Array.from({ length: 7 }, () => ({ state: sixty(4) })),
    ],
  });

  assert.deepEqual(rateAlerts(few.line, 0, 24), [
    { frame: 24, server: 0, sent: 300, peers: 0 },
  ]);
  assert.deepEqual(rateAlerts(few.line, 0, 23), []);
  assert.deepEqual(rateAlerts(alone.line, 0, 59), []);
});

test("the 33 Account's limit is an alert once, in the minute that crosses it", () => {
  const gross = run(
    { columns: { gross: from(12, 200_000_001) } },
    { columns: { gross: from(30, 0, 300_000_000).map((v, i) => (i > 50 ? 5e9 : v)) } },
  );
  const alerts = (minute) =>
    texts(
      minuteLines(gross, minute, minute * 60 + 59).filter((l) => l.kind === "alert"),
    );

  assert.deepEqual(alerts(0), ["12 S0 33 Account above its limit of $2.0M"]);
  assert.deepEqual(alerts(1), []);
});

test("acts in force are told, by whom; a struck or cancelled one is not", () => {
  const act = {
    tick: 10,
    servers: [8],
    what: "kill server 8",
    by: "host",
    struck: false,
  };
  const preset = { tick: 20, servers: [1, 2], what: "roll back", cancelled: false };
  const busy = {
    ...run({}),
    log: [act, { ...act, struck: true }],
    preset: [preset, { ...preset, cancelled: true }],
  };

  assert.deepEqual(texts(minuteLines(busy, 0, 19)), ["10 S8 Host: kill server 8"]);
  assert.deepEqual(texts(minuteLines(busy, 0, 20)), [
    "10 S8 Host: kill server 8",
    "20 S0 Knight's people: roll back",
  ]);
});

test("a guardrail's trip is told at the end of its tick, with what it does and when", () => {
  const trip = {
    tick: 20,
    guardrail: "order-rate",
    server: 8,
    stock: null,
    acts_at: 26,
  };
  const trips = [
    { ...trip, action: "stop" },
    { ...trip, server: null, action: "alert" },
    { ...trip, tick: 21, action: "shadow" },
  ];

  assert.deepEqual(texts(minuteLines({ ...run({}), trips }, 0, 20)), [
    "21 S8 guardrail order-rate tripped, stops at 8:00:26",
    "21 S0 guardrail order-rate tripped, pages people at 8:00:26",
  ]);
});

test("the last lines are bounded, of one server if asked, and end at the frame", () => {
  const many = run({}, {}, {});
  const ofMinute = (minute, to) => minuteLines(many, minute, to);

  assert.equal(lastLines(ofMinute, 179, 0).length, 24);
  assert.deepEqual(
    lastLines(ofMinute, 130, 3).map(({ at }) => at),
    [60, 120],
  );
  assert.deepEqual(
    lastLines(ofMinute, 179, 0, 9).map(({ at, server }) => [at, server]),
    [[120, 8], ...Array.from({ length: 8 }, (_, i) => [180, i + 1])],
  );
});
