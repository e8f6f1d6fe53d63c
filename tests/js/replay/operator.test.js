/** Commands: shown at once, kept until answered, sent again under the same id. */

import { Operator } from "../../../static/js/replay/operator.page.js";
import { SendQueue } from "../../../static/js/replay/send_queue.model.js";
import { Session } from "../../../static/js/core/session.js";
import assert from "node:assert/strict";
import { serverExample } from "../helpers.js";
import test from "node:test";

function operator(role = "host") {
  const time = { now: 1785571201.5 };
  const session = new Session(() => time.now);
  const may = role === "host" ? ["intervene", "pause", "seek"] : [];
  session.apply({ ...serverExample("snapshot"), role, may });
  const seen = { live: true, sent: [], told: [], undo: [], redrawn: 0, later: [] };
  let ids = 0;
  const own = new Operator(session, {
    send: (message) => seen.live && Boolean(seen.sent.push(message)),
    now: () => time.now,
    newId: () => `id-${++ids}`,
    tell: (words, undo) => {
      seen.told.push(words);
      seen.undo.push(undo);
    },
    redraw: () => seen.redrawn++,
    later: (ms, call) => seen.later.push({ ms, call }),
  });
  return { own, session, seen, time };
}

const ack = (id, more) => ({ ...serverExample("ack"), command_id: id, ...more });

test("a message is kept until it is settled, once", () => {
  const queue = new SendQueue();
  queue.add({ type: "clock", command_id: "a" }, 0);
  queue.add({ type: "ping" }, 0);

  assert.deepEqual(
    queue.pending().map((m) => m.command_id),
    ["a"],
  );
  assert.equal(queue.settle("a").type, "clock");
  assert.equal(queue.settle("a"), undefined);
  assert.equal(queue.settle(undefined), undefined);
});

test("the host's command shows at once and is sent under an id", () => {
  const { own, session, seen } = operator();

  own.toggle();

  assert.equal(session.view.playing(), true);
  assert.deepEqual(seen.sent, [{ type: "clock", command_id: "id-1", action: "play" }]);
  assert.equal(seen.redrawn, 1);
});

test("an unanswered command waits for the next connection, an answered one does not", () => {
  const { own } = operator();
  own.seek(6000);
  own.act({ op: "kill", servers: [8] });

  own.acknowledged(ack("id-1"));

  assert.deepEqual(
    own.queue.pending().map((m) => m.command_id),
    ["id-2"],
  );
});

test("a viewer moves only their own view", () => {
  const { own, session, seen } = operator("watch");

  own.seek(100);

  assert.deepEqual(seen.sent, []);
  assert.deepEqual([session.view.detached, session.view.time()], [true, 100]);
});

test("what follows an act comes only where the act was taken", () => {
  const { own, seen } = operator();
  const refusals = [];
  let followed = 0;
  const arm = { op: "arm", guardrail: "pnl", params: {} };
  const twice = () =>
    own.actThen(
      arm,
      () => followed++,
      (words) => refusals.push(words),
    );

  twice();
  own.refused({ type: "error", code: "invalid", message: "no", command_id: "id-1" });
  assert.deepEqual([followed, refusals, seen.sent.length], [0, ["no"], 1]);
  twice();
  own.acknowledged(ack("id-2", { tick: 5400, seq: 1 }));

  assert.equal(followed, 1);
  assert.deepEqual(seen.told.slice(-1), ["Loss limit armed at 9:30:00"]);
});

test("an act says which second was on the screen", () => {
  const { own, session, seen } = operator();
  session.view.anticipate({ action: "seek", to: 6000.7, paused: true });

  own.act({ op: "flag", on: false, scope: "loop", servers: "all" });

  assert.deepEqual(seen.sent[0], {
    type: "intervene",
    command_id: "id-1",
    seen: 6000,
    op: "flag",
    on: false,
    scope: "loop",
    servers: "all",
  });
});

test("what was done is told with its undo, which strikes it out", () => {
  const { own, seen } = operator();
  own.act({ op: "kill", servers: [8] });

  own.acknowledged(ack("id-1", { seq: 4, tick: 5700 }));
  seen.undo[0]();

  assert.match(seen.told[0], /^Server 8 killed at 9:35:00/);
  assert.deepEqual([seen.sent[1].op, seen.sent[1].seq], ["strike", 4]);
});

test("an act that a drill delays is ordered now and in effect later", () => {
  const { own, seen } = operator();
  own.act({ op: "kill", servers: [8] });

  own.acknowledged(ack("id-1", { seq: 4, tick: 5820 }));

  assert.match(seen.told[0], /^Ordered now: Server 8 killed at 9:37:00/);
});

test("a repeated answer is told once", () => {
  const { own, seen } = operator();
  own.act({ op: "kill", servers: [8] });

  own.acknowledged(ack("id-1"));
  own.acknowledged(ack("id-1", { duplicate: true }));

  assert.equal(seen.told.length, 1);
});

test("a refused clock command falls back and says why", () => {
  const { own, session, seen } = operator();
  own.seek(100);

  own.refused({ type: "error", code: "forbidden", message: "No.", command_id: "id-1" });

  assert.equal(session.view.time(), 5700);
  assert.deepEqual(seen.told, ["No."]);
  assert.deepEqual(own.queue.pending(), []);
});

test("the clock of the server counts again once nothing is pending", () => {
  const { own, session } = operator();
  own.seek(100);

  session.apply(serverExample("heartbeat"), own.queue.has("clock"));
  assert.equal(session.view.time(), 100);
  own.acknowledged(ack("id-1"));
  session.apply(serverExample("heartbeat"), own.queue.has("clock"));

  assert.notEqual(session.view.time(), 100);
});

test("the first act asks who goes on, and one before the take-over asks again", () => {
  const { own, session } = operator();

  assert.equal(own.questions().first, true);
  session.apply(serverExample("intervention"));
  own.seek(5760);
  assert.equal(own.questions().first, false);
  own.seek(5700);

  assert.equal(own.questions().first, true);
});

test("that Knight's people keep acting is said from a second on", () => {
  const { own } = operator();
  own.seek(6000);

  own.keep(6000);

  assert.equal(own.questions().first, false);
  own.seek(5900);
  assert.equal(own.questions().first, true);
});

const tooMany = (id) => ({
  type: "error",
  code: "too-many",
  message: "Too many messages.",
  command_id: id,
});

test("a command that the server had no time for is sent again, said once", () => {
  const { own, seen } = operator();
  own.act({ op: "kill", servers: [8] });
  own.act({ op: "kill", servers: [7] });

  own.refused(tooMany("id-1"));
  own.refused(tooMany("id-2"));
  assert.equal(own.queue.pending().length, 2);
  for (const { ms, call } of seen.later) {
    assert.ok(ms > 1000);
    call();
  }

  assert.deepEqual(
    seen.sent.map((m) => m.command_id),
    ["id-1", "id-2", "id-1", "id-2"],
  );
  assert.deepEqual(seen.told, ["Too many messages."]);
});

test("what was answered in the meantime is not sent again", () => {
  const { own, seen } = operator();
  own.act({ op: "kill", servers: [8] });

  own.refused(tooMany("id-1"));
  own.acknowledged(ack("id-1", { tick: 5700 }));
  seen.later[0].call();

  assert.equal(seen.sent.length, 1);
});

test("a move of the clock that a newer one has overtaken is let go", () => {
  const { own, session, seen } = operator();
  own.seek(6000);
  own.seek(7000);

  own.refused(tooMany("id-1"));
  seen.later[0].call();

  assert.equal(session.view.time(), 7000);
  assert.deepEqual(
    own.queue.pending().map((m) => m.command_id),
    ["id-2"],
  );
  assert.equal(seen.sent.length, 2);
});

test("an act behind what the present line has shown asks about the past", () => {
  const { own } = operator();

  assert.equal(own.questions().past, false);
  own.seek(9000);
  assert.equal(own.questions().past, false);
  own.seek(6000);

  assert.deepEqual(own.questions(), { t: 6000, past: true, first: true });
});

test("a command that the database could not store is sent again under its id", () => {
  const { own, seen } = operator();
  own.act({ op: "kill", servers: [8] });
  const [sent] = seen.sent;

  own.refused({
    type: "error",
    code: "unavailable",
    message: "The database is full.",
    command_id: "id-1",
  });
  seen.later[0].call();

  assert.deepEqual(seen.sent, [sent, sent]);
  assert.deepEqual(seen.told, ["The database is full."]);
});

test("what was struck out with Undo can be put back, and the other way round", () => {
  const { own, seen } = operator();
  own.act({ op: "kill", servers: [8] });
  own.acknowledged(ack("id-1", { seq: 4, tick: 5700 }));

  seen.undo[0]();
  own.acknowledged(ack("id-2", { seq: 5, tick: 5700 }));
  seen.undo[1]();

  const acts = seen.sent.map(({ op, seq }) => [op, seq]);
  assert.deepEqual(acts, [
    ["kill", undefined],
    ["strike", 4],
    ["put-back", 4],
  ]);
});

test("whoever asked to hear of a refusal hears it instead of the usual word", () => {
  const { own, seen } = operator();
  const heard = [];
  own.act({ op: "arm", guardrail: "pnl" }, undefined, (words) => heard.push(words));

  own.refused({ ...serverExample("error"), command_id: "id-1", message: "limit" });

  assert.deepEqual([heard, seen.told], [["limit"], []]);
});

test("without a connection the clock stands, and of its moves the last one waits", () => {
  const { own, session, seen, time } = operator();
  own.clock({ action: "speed", speed: 20 });
  own.toggle();
  time.now += 3;
  const before = session.view.time();
  session.view.hold();
  seen.live = false;

  time.now += 5;
  own.toggle();
  own.seek(6000);
  own.seek(7000);

  assert.equal(session.view.time(), before);
  assert.equal(session.view.playing(), false);
  assert.deepEqual(
    own.unsent(false).map(({ words }) => words),
    ["Play at 20×?"],
  );
  time.now += 2;
  assert.deepEqual(
    own.unsent(false).map(({ words }) => words),
    ["Play at 20×?", "Play?", "Go to 9:56:40?"],
  );
});

test("what waits can be withdrawn, and who asked for it hears of it", () => {
  const { own, seen, time } = operator();
  const heard = [];
  seen.live = false;
  own.act({ op: "restore", servers: [3] }, undefined, (words) => heard.push(words));
  time.now += 2;

  const [waiting] = own.unsent(false);
  own.withdraw(waiting.id);
  seen.live = true;

  assert.deepEqual([waiting.words, waiting.age], ["Restore server 3?", 2]);
  assert.deepEqual(heard, ["Withdrawn; nothing was sent"]);
  assert.deepEqual(own.queue.resumed(time.now), []);
});

test("what was asked more than ten seconds ago is sent once somebody says so again", () => {
  const { own, seen, time } = operator();
  seen.live = false;
  own.act({ op: "restore", servers: [3] });
  time.now += 6;
  own.act({ op: "kill", servers: [8] });
  time.now += 6;
  seen.live = true;

  const sent = own.queue.resumed(time.now);
  const [asked] = own.unsent(true);
  assert.deepEqual([sent.map(({ op }) => op), seen.sent], [["kill"], []]);
  assert.deepEqual([asked.words, asked.age], ["Restore server 3?", 12]);
  own.confirm(asked.id);
  own.confirm(asked.id);

  assert.deepEqual(
    seen.sent.map(({ op, command_id }) => [op, command_id]),
    [["restore", asked.id]],
  );
  assert.deepEqual(own.unsent(true), []);
});
