/** What a page in a room knows, and how it stays with the host or goes its own way. */

import { sixty, segment, serverExample } from "../helpers.js";
import { Operator } from "../../../static/js/replay/operator.page.js";
import { Room } from "../../../static/js/room/room.model.js";
import { Session } from "../../../static/js/core/session.js";
import { MissedSteps } from "../../../static/js/room/bar/missed.model.js";
import assert from "node:assert/strict";
import { partWords } from "../../../static/js/room/seat_words.model.js";
import { lateSummary } from "../../../static/js/room/seat/late_summary.model.js";
import test from "node:test";

const NOW = 1785571201.5;
const info = { code: "123456", name: "7b", ended: false, follow: true, stops: [] };
const me = { type: "me", seat: 2, name: "Kim", part: "participant", removed: false };

test("a room is over once it has ended or its host took this seat out", () => {
  const room = new Room();
  assert.equal(room.over, null);

  room.apply({ type: "room", seq: 4, room: info });
  room.apply(me);
  assert.equal(room.over, null);

  room.apply({ type: "room", seq: 5, room: { ...info, ended: true } });
  assert.equal(room.over, "ended");
  room.apply({ ...me, removed: true });
  assert.equal(room.over, "removed");
});

test("a seat is called by its team, its fog and its part", () => {
  const teams = [{ number: 2, name: "Blue", members: [], run: null }];

  assert.equal(partWords({ ...me, fog: "god", team: null }, teams), "Participant");
  assert.equal(
    partWords({ ...me, part: "operator", fog: "risk", team: 2 }, teams),
    "Blue · Risk · Operator",
  );
});

const clock = { wall: 10, sim: 5400, speed: 1, paused: false };
const moment = (more) => ({ clock, acts: 0, stops: 0, away: true, ...more });

test("steps of the host are counted while somebody is away", () => {
  const steps = new MissedSteps();
  const look = (more, now) => {
    steps.look(moment(more), now);
    return steps.missed;
  };

  assert.equal(look({ away: false }, 0), 0);
  assert.equal(look({}, 1), 0);
  assert.equal(look({ clock: { ...clock, paused: true } }, 5), 1);
  assert.equal(look({ clock: { ...clock, sim: 6000 }, acts: 2 }, 10), 4);
  assert.equal(look({ clock: { ...clock, sim: 6000 }, acts: 2, stops: 1 }, 11), 5);
  assert.equal(look({ away: false }, 12), 0);
});

test("a drag of the host is one step", () => {
  const steps = new MissedSteps();
  steps.look(moment(), 0);

  for (let i = 1; i <= 8; i++) {
    steps.look(moment({ clock: { ...clock, sim: 5400 + i } }), 5 + i / 4);
  }
  assert.equal(steps.missed, 1);
});

function seated(change = {}) {
  const session = new Session(() => NOW);
  const snapshot = serverExample("snapshot");
  session.apply({
    ...snapshot,
    role: "seat",
    may: [],
    server_time: NOW,
    clock: {
      ...snapshot.clock,
      wall: NOW,
      sim: 6000,
      furthest: 6000,
      paused: true,
      stop_at: null,
      loop: null,
      paced: true,
      ...change,
    },
  });
  const told = [];
  const own = new Operator(session, {
    send: () => true,
    newId: () => "id",
    tell: (words) => told.push(words),
    redraw: () => undefined,
    later: () => undefined,
  });
  return { session, own, told };
}

test("who is kept with the host moves nothing and is told why", () => {
  const { session, own, told } = seated();
  session.view.kept = "The host keeps everybody here.";

  own.toggle();
  own.preview(3000);
  own.seek(3000);

  assert.equal(session.view.time(), 6000);
  assert.equal(session.view.detached, false);
  assert.deepEqual(told, [session.view.kept, session.view.kept]);
});

test("who browses goes no further than the run is told, and comes back", () => {
  const { session, own } = seated();

  own.seek(3000);
  assert.deepEqual([session.view.detached, session.view.time()], [true, 3000]);
  own.seek(20000);
  assert.equal(session.view.time(), 6000);
  session.view.attach();
  assert.deepEqual([session.view.detached, session.view.time()], [false, 6000]);
});

const happens = (tick, label) => ({
  tick,
  label,
  kind: "sourced",
  source: "",
  contested: false,
});

test("whoever comes late is told what was sent to their seat, and no more", () => {
  const { session } = seated({ sim: 120, furthest: 120 });
  session.apply({ type: "epoch", epoch: 1, seq: 9, cut: 5700, time: "09:35:00" });
  session.apply(segment(0, 1, 0, { columns: { pnl_exit: sixty(NaN) } }));
  session.apply({
    type: "told",
    preset: [],
    events: [happens(60, "First e-mail"), happens(5400, "Market opens")],
  });
  session.log = [];

  const { now, told, left } = lateSummary(session, 120);

  assert.deepEqual(now, ["Before the open"]);
  assert.deepEqual(
    told.map(({ words }) => words),
    ["First e-mail"],
  );
  assert.equal(left, 0);
});
