import { Store } from "../../../static/js/core/store.js";
import assert from "node:assert/strict";
import { segment } from "../helpers.js";
import test from "node:test";

const ramp = (from) => Array.from({ length: 60 }, (_, i) => from + i);
const filled = (minutes, epoch = 0) => {
  const store = new Store(5, 8);
  for (const minute of minutes) store.add(segment(epoch, minute, 10 * epoch + minute));
  return store;
};

test("a minute belongs to the newest epoch whose cut lies in or before it", () => {
  const store = new Store(5, 8);
  store.setEpochs([
    [0, 0],
    [1, 61],
    [2, 180],
  ]);

  const epochs = [0, 1, 2, 3, 4].map((minute) => store.epochOf(minute));

  assert.deepEqual(epochs, [0, 1, 1, 2, 2]);
});

test("a later epoch with an earlier cut owns everything after it", () => {
  const store = new Store(5, 8);
  store.setEpochs([
    [0, 0],
    [1, 180],
    [2, 60],
  ]);

  assert.deepEqual(
    [0, 1, 3].map((minute) => store.epochOf(minute)),
    [0, 2, 2],
  );
});

test("an epoch keeps the frames before its cut and drops the rest at once", () => {
  const store = filled([0, 1, 2, 3, 4]);

  assert.equal(store.addEpoch(1, 90), true);

  assert.equal(store.line.at("cash", 89), 1);
  assert.ok(Number.isNaN(store.line.at("cash", 90)));
  assert.equal(store.line.lastKnown(200), 89);
  assert.deepEqual([...store.line.known], [60, 30, 0, 0, 0]);
});

test("the new epoch's segments fill the gap, whatever order they come in", () => {
  const store = filled([0, 1, 2, 3, 4]);
  store.addEpoch(1, 90);

  for (const minute of [3, 1, 4, 2]) store.add(segment(1, minute, 100 + minute));

  assert.equal(store.line.at("cash", 90), 101);
  assert.equal(store.line.at("cash", 299), 104);
  assert.ok(store.complete());
});

test("a stale segment of an old epoch never shows past the cut", () => {
  const store = filled([0]);
  store.addEpoch(1, 60);

  store.add(segment(0, 1, 7));

  assert.equal(store.line.known[1], 0);
  assert.equal(store.ghost.at("pnl_exit", 60), 7);
});

test("segments that come before their epoch is known wait for it", () => {
  const store = filled([0, 1]);

  store.add(segment(1, 1, 99));
  assert.equal(store.line.at("cash", 60), 1);
  store.addEpoch(1, 60);

  assert.equal(store.line.at("cash", 60), 99);
});

test("a missing minute shows nothing, whatever is known before it", () => {
  const store = filled([0, 2]);

  assert.deepEqual(store.line.showing(101), { frame: 100, none: true });
  assert.equal(store.line.lastKnown(100), 59);
  assert.equal(store.line.lastKnown(130), 130);
  assert.equal(new Store(5, 8).line.lastKnown(130), -1);
});

test("before the first frame everything is zero", () => {
  const store = filled([0]);

  assert.equal(store.line.at("cash", -1), 0);
  assert.equal(store.line.serverAt(7, "emails", -1), 0);
});

test("the ghost stays the run left alone", () => {
  const store = filled([0, 1]);
  store.addEpoch(1, 60);
  store.add(segment(1, 1, 50));

  assert.equal(store.ghost.at("pnl_exit", 60), 1);
  assert.equal(store.line.at("pnl_exit", 60), 50);
});

test("what can never be shown again is let go, the run left alone is not", () => {
  const store = filled([0, 1, 2, 3]);
  store.addEpoch(1, 60);
  for (const minute of [1, 2, 3]) store.add(segment(1, minute, 10));

  store.addEpoch(2, 150);
  store.add(segment(1, 4, 10));

  assert.deepEqual(store.have(), [
    [0, 0, 3],
    [1, 1, 2],
  ]);
  assert.deepEqual([...store.line.known], [60, 60, 30, 0, 0]);
});

test("a duplicate changes nothing", () => {
  const store = filled([0]);
  const before = store.version;

  store.add(segment(0, 0, 5));
  store.addEpoch(0, 0);

  assert.equal(store.version, before);
});

test("stocks are those of the last whole minute", () => {
  const store = filled([0, 1, 2]);

  assert.equal(store.stocks(118).move_bp[0], 0);
  assert.equal(store.stocks(119).move_bp[0], 1);
  assert.equal(store.stocks(30), undefined);
});

test("trips are told from their tick on, and those of replaced futures never", () => {
  const trip = (tick) => ({ tick, guardrail: "pnl", server: 8 });
  const store = new Store(5, 8);
  store.add({ ...segment(0, 0), trips: [trip(10)] });
  store.add({ ...segment(0, 1), trips: [trip(70), trip(90)] });
  store.add({ ...segment(0, 2), trips: [trip(130)] });
  const ticks = (frame) => store.trips(frame).map(({ tick }) => tick);

  assert.deepEqual([ticks(9), ticks(10), ticks(299)], [[], [10], [10, 70, 90, 130]]);
  store.addEpoch(1, 80);

  assert.deepEqual(ticks(299), [10, 70]);
});

test("what is told once a minute is that of the last whole minute", () => {
  const store = new Store(5, 8);
  store.add({ ...segment(0, 0), armed: ["pnl"] });
  store.add(segment(0, 1));

  assert.equal(store.closing(58), undefined);
  assert.deepEqual(store.closing(118).armed, ["pnl"]);
  assert.equal(store.closing(119).armed, undefined);
});

test("what is held is told as maximal ranges, of every epoch", () => {
  const store = filled([0, 1, 3]);
  store.addEpoch(1, 60);
  store.add(segment(1, 1));

  assert.deepEqual(store.have(), [
    [0, 0, 1],
    [0, 3, 3],
    [1, 1, 1],
  ]);
});

test("the digest covers the line and the run left alone, nothing else", () => {
  const store = filled([0, 1]);
  store.addEpoch(1, 60);
  store.add(segment(1, 1));
  store.addEpoch(2, 60);
  const without = filled([0, 1]);
  without.setEpochs([
    [0, 0],
    [1, 60],
    [2, 60],
  ]);

  assert.equal(store.digest(), without.digest());
});

test("cumulative columns keep their frames apart", () => {
  const store = new Store(5, 8);
  store.add(segment(0, 1, 0, { columns: { shares: ramp(500) } }));

  assert.equal(store.line.at("shares", 60), 500);
  assert.equal(store.line.at("shares", 119), 559);
});

test("what an act replaces is kept to compare with", () => {
  const store = filled([0, 1, 2]);
  store.addEpoch(1, 60);
  assert.equal(store.replaced.alone, true);
  for (const minute of [1, 2]) store.add(segment(1, minute, 10));

  store.addEpoch(2, 120);

  const { line, cut, alone } = store.replaced;
  assert.deepEqual([line.at("pnl_exit", 130), cut, alone], [10, 120, false]);
});

test("two acts at one second are compared with what there was before both", () => {
  const store = filled([0, 1, 2]);
  store.addEpoch(1, 60);

  store.addEpoch(2, 60);

  assert.equal(store.replaced.alone, true);
  assert.equal(store.replaced.line.at("pnl_exit", 130), 2);
});

const OUTLINE = [
  {
    epoch: 0,
    first: 0,
    columns: { pnl_exit: [-1, -2, -3, -4, -5, -6], pnl_own: [1, 2, 3, 4, 5, 6] },
  },
  { epoch: 1, first: 1, columns: { pnl_exit: [-20, -30] } },
];

test("an outline tells how minutes end that are not here, each by its epoch", () => {
  const store = new Store(5, 8);
  store.setEpochs([
    [0, 0],
    [1, 61],
  ]);
  store.outline(OUTLINE);

  const ends = [0, 1, 2, 3].map((minute) =>
    store.line.at("pnl_exit", minute * 60 + 59),
  );
  assert.deepEqual(ends, [-1, -20, -30, NaN]);
  assert.deepEqual(
    [store.line.at("pnl_own", 59), store.ghost.at("pnl_exit", 299)],
    [1, -5],
  );
  assert.deepEqual([...store.line.known], [0, 0, 0, 0, 0]);
  assert.deepEqual(
    [store.line.lastDrawable(58), store.line.lastDrawable(200)],
    [-1, 179],
  );
});

test("a minute that is here stays as it is, and one that comes takes the outline's place", () => {
  const store = filled([1]);
  store.outline(OUTLINE);
  assert.equal(store.line.isOutline(60, 120), false);
  assert.equal(store.line.isOutline(60, 121), true);

  store.add(segment(0, 2, 7));

  assert.deepEqual(
    [store.line.at("cash", 179), store.line.isOutline(60, 180)],
    [7, false],
  );
});

test("an outline of a future that was replaced is forgotten", () => {
  const store = new Store(5, 8);
  store.outline(OUTLINE);

  store.addEpoch(1, 200);

  assert.deepEqual(
    [179, 239].map((frame) => store.line.at("pnl_exit", frame)),
    [-3, NaN],
  );
  assert.equal(store.line.isOutline(180, 300), false);
  store.setEpochs([[0, 0]]);
  assert.equal(store.line.isOutline(0, 300), false);
});
