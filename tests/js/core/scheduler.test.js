/** At most one chart a frame; hidden ones draw nothing; a flush draws each once. */

import { Scheduler } from "../../../static/js/core/scheduler.js";
import assert from "node:assert/strict";
import test from "node:test";

function scheduler({ charts = 3, every = 250 } = {}) {
  const time = { now: 0, t: 0 };
  const drawn = [];
  const own = new Scheduler({
    now: () => time.now,
    frame: () => {},
    time: () => time.t,
  });
  for (let i = 0; i < charts; i++) {
    own.add({
      name: `chart ${i}`,
      kind: "chart",
      every,
      key: (t) => t,
      draw: () => drawn.push(`chart ${i}`),
    });
  }
  const frame = (now, t) => {
    Object.assign(time, { now, t });
    drawn.length = 0;
    own.step();
    return [...drawn];
  };
  return { own, drawn, frame, time };
}

test("three charts that are due take three frames", () => {
  const { own, frame } = scheduler();

  const frames = [16, 33, 50, 66].map((now) => frame(now, 1));

  assert.deepEqual(frames, [["chart 0"], ["chart 1"], ["chart 2"], []]);
  assert.equal(own.stats.mostChartsInAFrame, 1);
});

test("over many frames no chart starves", () => {
  const { own, frame } = scheduler({ charts: 4, every: 20 });

  for (let i = 1; i <= 400; i++) assert.ok(frame(i * 16, i).length <= 1);

  for (const count of Object.values(own.stats.drawn))
    assert.ok(count >= 95, `${count}`);
});

test("a chart rests, and draws nothing while its key stays", () => {
  const { frame } = scheduler({ charts: 1 });
  frame(16, 1);

  assert.deepEqual(frame(100, 2), []);
  assert.deepEqual(frame(400, 1), []);
  assert.deepEqual(frame(420, 3), ["chart 0"]);
});

test("a hidden chart draws nothing until it is seen again", () => {
  const { own, frame, drawn } = scheduler({ charts: 1 });
  own.setVisible("chart 0", false);

  assert.deepEqual(frame(1000, 5), []);
  own.flush();
  assert.deepEqual(drawn, []);
  own.setVisible("chart 0", true);

  assert.deepEqual(frame(2000, 5), ["chart 0"]);
});

test("a flush draws every visible chart once, and the overlays", () => {
  const { own, drawn } = scheduler();
  own.overlay(() => drawn.push("overlay"));

  own.flush();

  assert.deepEqual(drawn, ["chart 0", "chart 1", "chart 2", "overlay"]);
});

test("after a jump texts are right at once, and charts follow one a frame, the leading one first", () => {
  const { own, frame, drawn } = scheduler();
  own.add({
    name: "lead",
    kind: "chart",
    every: 250,
    key: (t) => t,
    draw: () => drawn.push("lead"),
    leads: true,
  });
  own.add({
    name: "text",
    kind: "text",
    every: 1e6,
    key: () => 0,
    draw: () => drawn.push("text"),
  });
  own.overlay(() => drawn.push("overlay"));
  for (const now of [16, 33, 50, 66]) frame(now, 1);
  assert.equal(own.settled(), true);
  drawn.length = 0;

  own.refresh();

  assert.deepEqual([drawn, own.settled()], [["text", "overlay"], false]);
  const frames = [83, 100, 116, 133, 150].map((now) => frame(now, 1));
  const charts = frames.map((names) => names.filter((name) => name !== "overlay"));
  assert.deepEqual(charts, [["lead"], ["chart 0"], ["chart 1"], ["chart 2"], []]);
  assert.equal(own.settled(), true);
});

test("overlays move every frame, texts do not wait for charts", () => {
  const { own, frame, drawn } = scheduler({ charts: 1 });
  own.overlay(() => drawn.push("overlay"));
  own.add({
    name: "text",
    kind: "text",
    every: 100,
    key: (t) => t,
    draw: () => drawn.push("text"),
  });

  assert.deepEqual(frame(16, 1), ["overlay", "text", "chart 0"]);
  assert.deepEqual(frame(33, 2), ["overlay"]);
});

test("new data shows in the next frame, whatever the rest of the texts", () => {
  const { own, frame, drawn } = scheduler({ charts: 0 });
  own.add({
    name: "tiles",
    kind: "text",
    every: 1e6,
    key: (t) => t,
    draw: () => drawn.push("tiles"),
  });
  frame(16, 1);

  own.touch();

  assert.deepEqual(frame(33, 2), ["tiles"]);
});

test("while dragging charts do not rest, yet come one a frame", () => {
  const { own, frame } = scheduler();
  for (const now of [16, 33, 50]) frame(now, 1);

  own.hurry();

  assert.deepEqual(
    [66, 83, 100].map((now) => frame(now, 2).length),
    [1, 1, 1],
  );
});
