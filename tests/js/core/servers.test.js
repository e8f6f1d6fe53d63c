import {
  FLAG_ON,
  KILLED,
  OLD_CODE,
  RESTARTING,
  codeKnown,
  describe,
  ordersPerMinute,
  runaways,
  serverWords,
  sparkline,
} from "../../../static/js/core/servers.js";
import { segment, sixty } from "../helpers.js";
import { Store } from "../../../static/js/core/store.js";
import assert from "node:assert/strict";
import { headline, perMinute, phase } from "../../../static/js/core/headline.js";
import test from "node:test";

const said = (change) => describe({ state: FLAG_ON, loops: 0, known: true, ...change });

/** What a page knows, with what is coming hidden as far as it was shown. */
function page({ servers = [], log = [], minutes = [0], hide = false, furthest = 0 }) {
  const store = new Store(480, 8);
  for (const minute of minutes) store.add(segment(0, minute, 0, { servers }));
  const view = { hides: (tick) => hide && tick > furthest };
  return { store, log, view };
}

test("a healthy server says its code and its flag", () => {
  assert.deepEqual([said().kind, said().detail], ["ok", "New code, flag on"]);
  assert.equal(said({ state: 0 }).detail, "New code, flag off");
  assert.equal(said({ state: OLD_CODE | FLAG_ON }).kind, "odd");
});

test("a server whose code nobody knows says that it is in rotation, old or new", () => {
  const older = said({ state: OLD_CODE | FLAG_ON, known: false });

  assert.deepEqual(older, said({ known: false }));
  assert.deepEqual(
    [older.kind, older.badge, older.detail, older.short],
    ["ok", "", "In rotation, flag on", "Flag on"],
  );
  const killed = said({ state: KILLED | OLD_CODE, known: false });
  assert.equal(killed.detail, "Out of rotation, flag off");
});

test("a server's code is known from its first e-mail, and from the open", () => {
  const servers = [
    { state: sixty(OLD_CODE), emails: [...sixty(0).slice(30), ...sixty(1).slice(30)] },
  ];
  const session = page({ servers, minutes: [0, 89, 90] });

  assert.equal(codeKnown(session, 0, 29), false);
  assert.equal(codeKnown(session, 0, 30), true);
  assert.equal(codeKnown(session, 1, 5398), false);
  assert.equal(codeKnown(session, 1, 5399), true);
});

test("with what is coming hidden all servers read alike until the open was shown", () => {
  const servers = [
    { state: sixty(OLD_CODE | FLAG_ON), emails: sixty(3) },
    { state: sixty(FLAG_ON) },
  ];
  const hidden = page({ servers, hide: true, furthest: 5399 });
  const shown = page({ servers, hide: true, furthest: 5400 });

  assert.deepEqual(serverWords(hidden, 0, 59), serverWords(hidden, 1, 59));
  assert.equal(serverWords(shown, 0, 59).badge, "Old code");
});

test("whoever puts code on a server knows it", () => {
  const log = [{ op: "rollback", tick: 20, servers: [1], struck: false }];
  const servers = [{ state: sixty(OLD_CODE) }];
  const detail = (frame, acts) =>
    serverWords(page({ servers, log: acts, hide: true }), 0, frame).detail;

  assert.equal(detail(19, log), "In rotation, flag off");
  assert.equal(detail(20, log), "Old code, flag off");
  assert.equal(detail(20, [{ ...log[0], struck: true }]), "In rotation, flag off");
});

test("a server with live loops runs away", () => {
  const server = said({ state: OLD_CODE | FLAG_ON, loops: 12 });

  assert.deepEqual(
    [server.badge, server.detail],
    ["Runaway", "Power Peg: 12 loops live"],
  );
  assert.equal(said({ loops: 1 }).detail, "Power Peg: 1 loop live");
});

test("killed and restarting go before all else", () => {
  assert.equal(said({ state: KILLED | RESTARTING, loops: 3 }).badge, "Killed");
  assert.equal(said({ state: RESTARTING | OLD_CODE }).badge, "Restarting");
});

test("what is not known yet is not made up", () => {
  assert.equal(serverWords(page({ minutes: [] }), 0, -1).detail, "–");
});

test("before the first frame a server stands as in the first", () => {
  const session = page({ servers: [{ state: sixty(OLD_CODE | FLAG_ON) }] });

  assert.equal(serverWords(session, 0, -1).detail, "In rotation, flag on");
});

const busy = () => {
  const store = new Store(95, 8);
  store.add(segment(0, 90, 5, { servers: [{ sent: sixty(2), loops: sixty(1) }] }));
  store.add(segment(0, 91, 7, { servers: [{ sent: sixty(3), loops: sixty(0) }] }));
  return store.line;
};

test("orders a minute are those of the last sixty ticks", () => {
  assert.equal(ordersPerMinute(busy(), 0, 5459), 120);
  assert.equal(ordersPerMinute(busy(), 0, 5469), 100 + 30);
  assert.equal(ordersPerMinute(busy(), 0, 5399), 0);
});

test("a sparkline has sixty values of orders a second, the newest last", () => {
  const values = sparkline(busy(), 0, 5519);

  assert.equal(values.length, 60);
  assert.deepEqual([values.at(-1), values.at(-13), values.at(-25)], [3, 2, 0]);
});

test("a server that has run away stays marked", () => {
  assert.deepEqual(runaways(busy(), 5519), [1]);
  assert.deepEqual(runaways(busy(), 5399), []);
});

const frame = (columns) => {
  const store = new Store(95, 8);
  const spread = Object.fromEntries(
    Object.entries(columns).map(([n, v]) => [n, sixty(v)]),
  );
  store.add(segment(0, 90, 0, { columns: spread }));
  return store.line;
};

test("while something is held the headline is the cost of getting out now", () => {
  const found = headline(frame({ held: 10, executions: 5, pnl_exit: -900 }), 5400);

  assert.deepEqual(
    [found.cents, found.label, found.note],
    [
      -900,
      "What getting out now would cost",
      "modelled, if everything were sold this second",
    ],
  );
});

test("flat after trading it is realised, before trading it is nothing", () => {
  assert.equal(
    headline(frame({ executions: 5, pnl_exit: -900 }), 5400).label,
    "Realised",
  );
  assert.deepEqual(headline(frame({}), 5400).state, "before");
});

test("the change per minute is measured against sixty seconds before", () => {
  const store = new Store(95, 8);
  store.add(segment(0, 90, 0, { columns: { pnl_exit: sixty(-100) } }));
  store.add(segment(0, 91, 0, { columns: { pnl_exit: sixty(-700) } }));

  assert.equal(perMinute(store.line, 5500), -600);
});

test("the phase says where the morning stands", () => {
  assert.equal(phase(frame({}), 100, 5400), "Before the open");
  assert.equal(phase(frame({ loops: 3, held: 9 }), 5400, 5400), "Market open, losing");
  assert.equal(phase(frame({ held: 9 }), 5400, 5400), "Stopped, positions held");
  assert.equal(phase(frame({ held: 9, desk: 1 }), 5400, 5400), "Getting out");
  assert.equal(phase(frame({ executions: 9 }), 5400, 5400), "Flat");
});
