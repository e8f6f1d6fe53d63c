/** The connection to the server: its table of states, and a socket that is driven by hand. */

import { TRANSITIONS, next, wait, words } from "../../../static/js/core/connection.js";
import assert from "node:assert/strict";
import { RunSocket } from "../../../static/js/net/socket.js";
import { serverExample } from "../helpers.js";
import test from "node:test";

const STATES = Object.keys(TRANSITIONS);
const EVENTS = [
  "start",
  "open",
  "snapshot",
  "closed",
  "silent",
  "retry",
  "wake",
  "refused",
];

test("an event without an arrow changes nothing", () => {
  for (const state of STATES) {
    for (const event of EVENTS) {
      assert.equal(next(state, event), TRANSITIONS[state][event] ?? state);
    }
  }
});

test("every state but the last one can come back to live", () => {
  const path = ["start", "open", "snapshot", "silent", "retry", "open", "snapshot"];

  assert.equal(path.reduce(next, "idle"), "live");
  assert.deepEqual(TRANSITIONS.gone, {});
});

test("waiting doubles from a fifth of a second to five, with jitter", () => {
  const longest = [0, 1, 2, 3, 4, 5, 9].map((attempt) => wait(attempt, () => 1));

  assert.deepEqual(longest, [200, 400, 800, 1600, 3200, 5000, 5000]);
  assert.equal(
    wait(0, () => 0),
    100,
  );
});

test("the pill says how it stands", () => {
  const about = { catchingUp: false, resumed: false, first: true };

  assert.equal(words("connecting", about), "Connecting");
  assert.equal(words("connecting", { ...about, first: false }), "Offline, retrying");
  assert.equal(words("live", about), "Live");
  assert.equal(words("live", { ...about, resumed: true }), "Resumed");
  assert.equal(
    words("live", { ...about, resumed: true, catchingUp: true }),
    "Catching up",
  );
  assert.equal(words("waiting", about), "Offline, retrying");
  assert.equal(words("gone", about), "Not available");
});

class FakeSocket {
  static made = [];
  sent = [];
  readyState = 0;
  constructor(url) {
    this.url = url;
    FakeSocket.made.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.onopen();
  }
}

function connect(t, pending = [], answers = false) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  FakeSocket.made = [];
  const seen = { states: [], messages: [], broken: [], barred: [] };
  const socket = new RunSocket({
    url: "ws://here/ws/runs/1/",
    hello: () => ({ type: "hello", have: [] }),
    resend: () => pending,
    receive: (message) => seen.messages.push(message.type),
    changed: (state) => seen.states.push(state),
    broken: (error) => seen.broken.push(error.message),
    barred: (on) => seen.barred.push(on),
    answers: async () => answers,
    Socket: FakeSocket,
    random: () => 1,
  });
  socket.start();
  return { socket, seen, last: () => FakeSocket.made.at(-1) };
}

const FILLED = { data: JSON.stringify({ type: "filled" }) };

/** Lets the queue of messages run. */
const settled = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

async function live(t, pending) {
  const all = connect(t, pending);
  all.last().open();
  all.last().onmessage({ data: JSON.stringify(serverExample("snapshot")) });
  await settled();
  return all;
}

test("it greets first, and is live with the snapshot", async (t) => {
  const { seen, last } = await live(t);

  assert.deepEqual(last().sent[0], { type: "hello", have: [] });
  assert.deepEqual(seen.states, ["connecting", "greeting", "live"]);
  assert.deepEqual(seen.messages, ["snapshot"]);
});

test("nothing leaves before it is live", (t) => {
  const { socket, last } = connect(t);
  last().open();

  assert.equal(socket.send({ type: "ping", sent: 1 }), false);
});

test("what was not answered is sent again after the snapshot", async (t) => {
  const command = { type: "clock", command_id: "a", action: "play" };
  const { last } = await live(t, [command]);

  assert.deepEqual(last().sent.slice(1), [command]);
});

test("silence of two and a half seconds is taken for a dead line", async (t) => {
  const { socket, seen, last } = await live(t);
  const first = last();
  last().onmessage(FILLED);
  await settled();

  t.mock.timers.tick(2499);
  assert.equal(socket.state, "live");
  t.mock.timers.tick(1);
  assert.equal(socket.state, "waiting");
  t.mock.timers.tick(200);

  assert.notEqual(last(), first);
  assert.deepEqual(seen.states.slice(-2), ["waiting", "connecting"]);
});

test("while the day comes in, a slow line may take twenty seconds for a part of it", async (t) => {
  const { socket, last } = await live(t);

  t.mock.timers.tick(19_999);
  last().onmessage({ data: JSON.stringify(serverExample("heartbeat")) });
  t.mock.timers.tick(19_999);
  assert.equal(socket.state, "live");
  t.mock.timers.tick(1);

  assert.equal(socket.state, "waiting");
});

test("each message keeps the connection alive", async (t) => {
  const { socket, last } = await live(t);
  last().onmessage(FILLED);
  await settled();

  for (let i = 0; i < 5; i++) {
    t.mock.timers.tick(2000);
    last().onmessage({ data: JSON.stringify(serverExample("heartbeat")) });
  }

  assert.equal(socket.state, "live");
});

test("attempts come later and later, and at once when the page wakes", async (t) => {
  const { socket, last } = await live(t);
  last().onclose({ code: 1006 });
  t.mock.timers.tick(200);
  last().onclose({ code: 1006 });

  t.mock.timers.tick(399);
  assert.equal(socket.state, "waiting");
  socket.wake();

  assert.equal(socket.state, "connecting");
});

test("an unknown run is not asked for again", (t) => {
  const { socket, last } = connect(t);
  last().open();
  last().onclose({ code: 4404 });

  t.mock.timers.tick(60_000);
  socket.wake();

  assert.equal(socket.state, "gone");
  assert.equal(FakeSocket.made.length, 1);
});

test("a message that cannot be read is told and the connection stays", async (t) => {
  const { socket, seen, last } = await live(t);

  last().onmessage({ data: "{" });
  last().onmessage({ data: JSON.stringify(serverExample("pong")) });
  await settled();

  assert.deepEqual(seen.broken, ["message: not JSON"]);
  assert.deepEqual(seen.messages, ["snapshot", "pong"]);
  assert.equal(socket.state, "live");
});

/** Tries that end before the server has said anything. */
async function tries(t, last, count, code = 1006) {
  for (let i = 0; i < count; i++) {
    last().onclose({ code });
    await settled();
    t.mock.timers.tick(5000);
  }
}

test("after three mute tries of a server that answers otherwise it is barred", async (t) => {
  const { seen, last } = connect(t, [], true);

  await tries(t, last, 2);
  assert.deepEqual(seen.barred, []);
  await tries(t, last, 3);
  assert.deepEqual(seen.barred, [true]);

  last().open();
  assert.deepEqual(seen.barred, [true]);
  last().onmessage({ data: JSON.stringify(serverExample("snapshot")) });
  assert.deepEqual(seen.barred, [true, false]);
});

test("a server that is away, or that closes the connection itself, bars nothing", async (t) => {
  const away = connect(t, [], false);
  await tries(t, away.last, 6);
  t.mock.timers.reset();
  const closing = connect(t, [], true);
  await tries(t, closing.last, 6, 4503);

  assert.deepEqual([away.seen.barred, closing.seen.barred], [[], []]);
});
