import { segment, serverExample } from "../helpers.js";
import { Session } from "../../../static/js/core/session.js";
import assert from "node:assert/strict";
import test from "node:test";

const started = () => {
  const session = new Session(() => 1000);
  session.apply(serverExample("snapshot"));
  return session;
};

test("a snapshot tells everything but frames", () => {
  const session = started();

  assert.equal(session.ready, true);
  assert.equal(session.mayAct, true);
  assert.deepEqual(session.store.epochs, [
    [0, 0],
    [1, 5700],
  ]);
  assert.deepEqual(
    session.log.map(({ seq }) => seq),
    [3],
  );
});

test("a role that was taken back may no longer act", () => {
  const session = started();

  assert.equal(session.apply(serverExample("role")), "acts");
  assert.equal(session.mayAct, false);
});

test("a second snapshot keeps the frames that are held", () => {
  const session = started();
  session.apply(segment(0, 3, 1));

  session.apply(serverExample("snapshot"));

  assert.deepEqual(session.store.have(), [[0, 3, 3]]);
});

test("an epoch is news once", () => {
  const session = started();

  assert.equal(session.apply(serverExample("epoch")), "epoch");
  assert.equal(session.apply(serverExample("epoch")), "none");
  assert.equal(session.epoch, 2);
});

test("an intervention enters the log once and a change replaces it", () => {
  const session = started();
  const message = serverExample("intervention");

  session.apply(message);
  session.apply({ ...message, entry: { ...message.entry, struck: true } });

  assert.deepEqual(
    session.log.map(({ seq, struck }) => [seq, struck]),
    [
      [3, false],
      [4, true],
    ],
  );
  assert.equal(session.preset[0].cancelled, true);
});

test("a heartbeat is news only when the status changed", () => {
  const session = started();

  assert.equal(session.apply(serverExample("heartbeat")), "none");
  assert.equal(
    session.apply({ ...serverExample("heartbeat"), status: "complete" }),
    "status",
  );
});

test("a digest tells whether something is missing", () => {
  const session = started();
  session.apply({ type: "filled" });
  const empty = session.store.digest();

  assert.equal(session.agrees({ digest: empty }), true);
  session.apply(segment(0, 0, 1));

  assert.equal(session.agrees({ digest: empty }), false);
});

test("an act makes everything after it unseen again", () => {
  const session = started();
  session.view.anticipate({ action: "seek", to: 20000, paused: true });
  assert.equal(session.seen(), 20000);

  session.view.anticipate({ action: "seek", to: 5000, paused: true });
  assert.equal(session.seen(), 20000);
  session.apply(serverExample("epoch"));

  assert.equal(session.seen(), 5760);
});

test("who joins a run that was changed has seen nothing beyond the change", () => {
  const session = started();

  assert.equal(session.seen(), 5700);
});

test("who joins a run left alone may see as far as it was shown", () => {
  const session = new Session(() => 1000);
  session.apply({ ...serverExample("snapshot"), epoch: 0, epochs: [[0, 0]] });

  assert.equal(session.seen(), 5712);
});

test("where the frame of a second is missing no figures of another stand for it", () => {
  const session = started();
  session.apply(segment(0, 3, 1));

  assert.deepEqual(session.showing(0), { frame: -1, none: false });
  assert.deepEqual(session.showing(240), { frame: 239, none: false });
  assert.deepEqual(session.showing(241), { frame: 240, none: true });
  assert.ok(Number.isNaN(session.store.line.at("cash", 240)));
  session.apply(segment(0, 4, 1));
  assert.deepEqual(session.showing(241), { frame: 240, none: false });
});

test("while it plays a frame that takes a moment leaves the one before where it was", () => {
  const session = started();
  session.apply(segment(0, 3, 1));
  session.view.anticipate({ action: "seek", to: 230, paused: false });
  session.view.anticipate({ action: "speed", speed: 20 });

  assert.deepEqual(session.showing(248), { frame: 239, none: false });
  assert.deepEqual(session.showing(249), { frame: 248, none: true });
});

test("before the snapshot there is nothing to show", () => {
  assert.deepEqual(new Session(() => 1000).showing(0), { frame: -1, none: true });
});

test("a clock that stops at events stops at a new act and before Knight's people", () => {
  const session = started();
  session.view.anticipate({ action: "stop-at-events", on: true });

  session.view.anticipate({ action: "seek", to: 5000 });
  assert.equal(session.view.clock.stop_at, 5400);
  session.view.anticipate({ action: "seek", to: 5400 });
  assert.equal(session.view.clock.stop_at, 5700);
  session.apply(serverExample("intervention"));
  session.view.anticipate({ action: "seek", to: 5700 });
  assert.equal(session.view.clock.stop_at, 5760);
});

const OUTLINE = {
  type: "outline",
  parts: [
    { epoch: 0, first: 80, columns: { pnl_exit: [-1, -2, -3], pnl_own: [0, 0, 0] } },
  ],
};

test("while the day comes in a chart is drawn once, from its outline, and nothing is said to be missing", () => {
  const clock = { now: 100 };
  const session = new Session(() => clock.now);
  const may = (first) => session.mayDraw(5460, first);
  assert.deepEqual([may(true), may(false)], [false, false]);

  session.apply(serverExample("snapshot"));
  assert.deepEqual([may(true), may(false)], [false, false]);
  const beat = { ...serverExample("heartbeat"), digest: "00000000" };
  session.apply({ type: "segments", read: () => [segment(0, 90), segment(1, 90)] });
  assert.deepEqual([may(true), may(false)], [false, false]);
  assert.equal(session.apply(OUTLINE), "outline");
  assert.deepEqual([may(true), may(false)], [true, false]);
  assert.equal(session.agrees(beat), true);

  assert.equal(session.apply({ type: "filled" }), "frames");
  assert.deepEqual([may(true), may(false)], [true, true]);
  assert.equal(session.agrees(beat), false);
});

test("an outline of nothing is nothing to draw", () => {
  const session = new Session(() => 100);
  session.apply(serverExample("snapshot"));
  session.apply({ type: "outline", parts: [] });

  assert.equal(session.mayDraw(5460, true), false);
  assert.equal(session.mayDraw(0, true), true);
});

test("a day that never says it is whole is asked for again", () => {
  const clock = { now: 100 };
  const session = new Session(() => clock.now);
  session.apply(serverExample("snapshot"));
  const beat = { ...serverExample("heartbeat"), digest: "00000000" };

  clock.now = 131;

  assert.deepEqual([session.filling, session.agrees(beat)], [false, false]);
});
