/** A page's charts: the leading one first, none before there is something to draw. */

import assert from "node:assert/strict";
import test from "node:test";

class Observer {
  static made = [];
  constructor(tell) {
    this.tell = tell;
    Observer.made.push(this);
  }
  observe() {}
}
Object.assign(globalThis, {
  ResizeObserver: Observer,
  IntersectionObserver: Observer,
  requestAnimationFrame: (call) => call(),
});
const { Charts } = await import("../../../static/js/replay/charts.js");
const { Scheduler } = await import("../../../static/js/core/scheduler.js");

/** Charts of a page whose clock stands, and what was drawn. */
function page(may = () => true) {
  const drawn = [];
  const time = { now: 0 };
  const env = { now: () => time.now, frame: () => {}, time: () => 5 };
  const scheduler = new Scheduler(env);
  const charts = new Charts(scheduler, may, "loss");
  const add = (name, { other = false, seen = true, moving = false } = {}) => {
    const host = { name, getClientRects: () => (seen ? [1] : []) };
    const draw = () => drawn.push(name);
    const resize = () => other;
    const key = (t) => (moving ? time.now : t);
    charts.add({ name, host, every: 100, key, draw, resize });
    return host;
  };
  const frame = () => {
    time.now += 200;
    scheduler.step();
  };
  return { charts, drawn, add, frame };
}

/** Whether a promise is fulfilled by now. */
async function isDone(promise) {
  const open = Symbol("open");
  return (await Promise.race([promise, Promise.resolve(open)])) !== open;
}

test("it has begun once the leading chart is drawn, not another", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { charts, add, frame, drawn } = page();
  add("flow");
  frame();
  assert.equal(await isDone(charts.begun), false);

  add("loss");
  frame();

  assert.deepEqual(drawn, ["flow", "loss"]);
  assert.equal(await isDone(charts.begun), true);
});

test("nothing waits for a leading chart that is out of sight, or never comes", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const hidden = page();
  hidden.add("loss", { seen: false });
  assert.equal(await isDone(hidden.charts.begun), true);

  const never = page();
  t.mock.timers.tick(5000);
  assert.equal(await isDone(never.charts.begun), true);
});

test("a chart is not drawn before it may be, not by a flush either", () => {
  const allowed = { now: false };
  const { charts, add, frame, drawn } = page((_t, first) => !first || allowed.now);
  add("loss");
  frame();
  charts.measure();
  assert.deepEqual(drawn, []);

  allowed.now = true;
  frame();
  assert.deepEqual(drawn, ["loss"]);
});

test("while a day takes long to come in a chart is drawn again once a second", () => {
  const { add, frame, drawn } = page((_t, first) => first);
  add("loss", { moving: true });

  for (let i = 0; i < 11; i++) frame(); // of 200 ms each

  assert.deepEqual(drawn, ["loss", "loss", "loss"]);
});

test("a chart of another size is drawn again, one of the same is not", () => {
  const { add, frame, drawn } = page();
  const first = Observer.made.length - 1;
  const same = add("loss");
  const other = add("flow", { other: true });
  frame();
  frame();
  drawn.length = 0;

  Observer.made[first].tell([{ target: same }, { target: other }]);
  frame();
  frame();

  assert.deepEqual(drawn, ["flow"]);
});
