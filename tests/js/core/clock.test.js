import {
  applyCommand,
  moving,
  nextSpeed,
  simAt,
  STOPPED,
} from "../../../static/js/core/clock.js";
import { Offset } from "../../../static/js/core/offset.js";
import { View } from "../../../static/js/core/view.js";
import assert from "node:assert/strict";
import { readJson } from "../helpers.js";
import test from "node:test";

const running = { ...STOPPED, wall: 1000, sim: 5400, speed: 20, paused: false };
const stops = [60, 5400, 8100];

for (const { name, clock, now, sim } of readJson("tests/fixtures/clock.json").cases) {
  test(`the shared clock: ${name}`, () => {
    assert.equal(simAt({ ...STOPPED, ...clock }, now), sim);
  });
}

const looping = (command = {}) =>
  applyCommand(
    running,
    { action: "loop", from: 6840, to: 6900, ...command },
    1003,
    stops,
  );

test("a loop outside the present second starts at its start", () => {
  const clock = looping();

  assert.deepEqual([clock.sim, clock.loop], [6840, [6840, 6900]]);
  assert.equal(moving(clock, 9999), true);
});

test("a loop around the present second goes on from there", () => {
  assert.equal(looping({ from: 5400 }).sim, 5460);
});

test("a loop has shown all of itself once it has turned back", () => {
  const later = applyCommand(looping(), { action: "pause" }, 1007, stops);

  assert.deepEqual([later.sim, later.furthest], [6860, 6900]);
});

test("a loop does not stop at events, and its end lets the stops hold again", () => {
  const stopping = { ...running, stop_at: 8100, stop_at_events: true };
  const loop = { action: "loop", from: 8000, to: 8200 };

  const clock = applyCommand(stopping, loop, 1003, stops);
  const ended = applyCommand(clock, { action: "loop" }, 1003, stops);

  assert.deepEqual([clock.stop_at, ended.stop_at, ended.loop], [null, 8100, null]);
});

test("a paused clock stands still", () => {
  assert.equal(simAt({ ...running, paused: true }, 2000), 5400);
});

test("a running clock is its anchor plus the time since, times the speed", () => {
  assert.equal(simAt(running, 1003), 5460);
});

test("a clock stops at its stop and at the end of the day", () => {
  assert.equal(simAt({ ...running, stop_at: 5410 }, 1100), 5410);
  assert.equal(simAt(running, 9999), 28800);
  assert.equal(moving({ ...running, stop_at: 5410 }, 1100), false);
  assert.equal(moving(running, 1001), true);
});

test("a wall clock that runs behind the anchor does not turn time back", () => {
  assert.equal(simAt(running, 999), 5400);
});

test("a new speed goes on from the same second", () => {
  const faster = applyCommand(running, { action: "speed", speed: 120 }, 1003, stops);

  assert.equal(simAt(faster, 1003), 5460);
  assert.equal(simAt(faster, 1004), 5580);
});

test("stop at events stops at the next one after the present second", () => {
  const asked = applyCommand(
    running,
    { action: "stop-at-events", on: true },
    1003,
    stops,
  );

  assert.equal(asked.stop_at, 8100);
});

test("playing on from an event goes to the one after it", () => {
  const stopped = { ...running, sim: 60, stop_at: 60, stop_at_events: true };

  const clock = applyCommand(stopped, { action: "play" }, 1001, stops);

  assert.equal(clock.stop_at, 5400);
  assert.equal(simAt(clock, 1002), 80);
});

test("a seek may pause", () => {
  const clock = applyCommand(
    running,
    { action: "seek", to: 100, paused: true },
    1003,
    stops,
  );

  assert.equal(simAt(clock, 2000), 100);
});

test("the furthest second shown is never taken back", () => {
  const clock = applyCommand(running, { action: "seek", to: 0 }, 1003, stops);

  assert.equal(clock.furthest, 5460);
});

test("speeds step through the list and end at its ends", () => {
  assert.deepEqual([nextSpeed(20, 1), nextSpeed(20, -1)], [60, 10]);
  assert.deepEqual([nextSpeed(120, 1), nextSpeed(0.1, -1)], [120, 0.1]);
});

test("the pong with the shortest way decides the offset", () => {
  const offset = new Offset();
  offset.hint(100, 150);
  assert.equal(offset.value(), 50);

  offset.measure(100, 101, 160);
  offset.measure(110, 110.1, 160.05);

  assert.equal(offset.value().toFixed(3), "50.000");
});

test("only the last five pongs count", () => {
  const offset = new Offset();
  offset.measure(0, 0, 7);
  for (let i = 0; i < 5; i++) offset.measure(i, i + 1, i + 0.5);

  assert.equal(offset.value(), 0);
});

const viewAt = (time) => {
  const view = new View(() => time.now);
  view.stops = stops;
  view.adopt(running, false);
  return view;
};

test("a command shows at once and the server's clock takes over when it is answered", () => {
  const view = viewAt({ now: 1003 });

  view.anticipate({ action: "pause" });
  assert.equal(view.playing(), false);
  view.adopt(running, true);
  assert.equal(view.playing(), false, "an older clock does not undo a pending command");
  view.adopt({ ...running, paused: true, sim: 5461 }, false);

  assert.equal(view.time(), 5461);
});

test("a refused command falls back to the run's clock", () => {
  const view = viewAt({ now: 1003 });
  view.anticipate({ action: "seek", to: 0 });

  view.forgetAhead();

  assert.equal(view.time(), 5460);
});

test("a detached view moves alone and comes back", () => {
  const time = { now: 1003 };
  const view = viewAt(time);

  view.detach({ action: "seek", to: 100, paused: true });
  time.now = 1010;

  assert.deepEqual([view.time(), view.runTime(), view.detached], [100, 5600, true]);
  view.attach();
  assert.equal(view.time(), 5600);
});

test("a drag shows the second under the pointer", () => {
  const view = viewAt({ now: 1003 });

  view.preview = 42;

  assert.deepEqual([view.time(), view.playing()], [42, false]);
});
