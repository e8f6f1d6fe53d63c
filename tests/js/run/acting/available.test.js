/** What can be done here and now, and why something cannot. */

import { FLAG_ON, KILLED, OLD_CODE } from "../../../../static/js/core/servers.js";
import {
  foundServers,
  pointless,
} from "../../../../static/js/run/acting/available.model.js";
import { segment, serverExample, sixty } from "../../helpers.js";
import { Session } from "../../../../static/js/core/session.js";
import assert from "node:assert/strict";
import { flagOff } from "../../../../static/js/run/acting/actions.model.js";
import test from "node:test";

const OPEN = 5400;

/** A run whose clock stands in the minute after the open. */
function session({ servers = [], log = [], preset = [], minute = 90 } = {}) {
  const own = new Session(() => 0);
  own.apply({ ...serverExample("snapshot"), epochs: [[0, 0]], log, preset });
  own.store.add(segment(0, minute, 0, { servers }));
  return own;
}

const running = { state: sixty(FLAG_ON) };
const looping = { state: sixty(OLD_CODE | FLAG_ON), loops: sixty(3), emails: sixty(2) };
const killed = { state: sixty(KILLED | FLAG_ON), emails: sixty(1) };
const off = { state: sixty(0) };

/** Why an act is pointless in a run, at a second. */
function why(request, given, t = OPEN + 30) {
  const own = session(given);
  return pointless(request, foundServers(own, t), { ...own, t });
}

const eight = (server) => ({ servers: Array.from({ length: 8 }, () => server) });
const onFirst = (op, more = {}) => ({ op, servers: [1], ...more });

test("what is so already is not done again, and says why", () => {
  const cases = [
    [onFirst("kill"), killed, "Killed already"],
    [onFirst("restore"), running, "In rotation already"],
    [onFirst("flag", { on: true }), running, "The flag is on already"],
    [onFirst("flag", { on: false }), off, "The flag is off already"],
    [
      onFirst("flag", { on: false, scope: "loop" }),
      off,
      "The flag is off already, and nothing is running",
    ],
    [onFirst("deploy"), running, "The new code runs there already"],
    [
      onFirst("rollback"),
      { state: sixty(OLD_CODE) },
      "The old code runs there already",
    ],
  ];

  for (const [request, server, words] of cases) {
    assert.equal(why(request, { servers: [server] }), words);
  }
});

test("what would change something is offered", () => {
  const loopsOnly = { ...looping, state: sixty(OLD_CODE) };
  for (const [request, server] of [
    [onFirst("kill"), running],
    [onFirst("restore"), killed],
    [onFirst("flag", { on: false }), running],
    [onFirst("flag", { on: false, scope: "loop" }), loopsOnly],
    [onFirst("deploy"), looping],
    [onFirst("rollback"), looping],
  ]) {
    assert.equal(why(request, { servers: [server] }), undefined);
  }
});

test("several servers are offered what one of them still needs", () => {
  const servers = [killed, ...Array.from({ length: 7 }, () => running)];

  assert.equal(why({ op: "kill", servers: "all" }, { servers }), undefined);
  assert.equal(why({ op: "kill", servers: [1] }, { servers }), "Killed already");
  assert.equal(why({ op: "kill", servers: "all" }, eight(killed)), "Killed already");
});

test("an act of this second counts before its frame is there", () => {
  const kill = { op: "kill", tick: OPEN + 30, servers: [1], seq: 1, struck: false };
  const given = { servers: [running], log: [kill] };

  assert.equal(why(onFirst("kill"), given), "Killed already");
  assert.equal(why(onFirst("restore"), given), undefined);
  const struck = { ...given, log: [{ ...kill, struck: true }] };
  assert.equal(why(onFirst("kill"), struck), undefined);
});

test("nobody is told the code of a server by what is offered", () => {
  const before = {
    servers: [looping, running].map((s) => ({ ...s, emails: sixty(0) })),
    minute: 0,
  };

  for (const op of ["deploy", "rollback"]) {
    assert.equal(why({ op, servers: [1] }, before, 30), undefined);
    assert.equal(why({ op, servers: [2] }, before, 30), undefined);
  }
});

test("while a second is not here everything is offered", () => {
  assert.equal(why(onFirst("restore"), {}), "In rotation already");
  assert.equal(why(onFirst("restore"), {}, 9000), undefined);
  const own = session({ minute: 90 });
  assert.equal(foundServers(own, 60), undefined);
  assert.equal(pointless(onFirst("restore"), undefined, own), undefined);
});

test("the e-mails can be acted on once there are some, and until their senders are killed", () => {
  const act = { op: "act-on-emails" };

  assert.equal(why(act, eight(running)), "No e-mail has come yet");
  assert.equal(why(act, { servers: [looping] }), undefined);
  assert.equal(
    why(act, { servers: [killed] }),
    "Every server that has sent e-mails is killed already",
  );
});

test("the desk is told once, by people or by Knight's people", () => {
  const told = { op: "unwind", tick: OPEN, servers: [], seq: 1, struck: false };
  const theirs = { ...told, approximate: true, cancelled: false };

  assert.equal(why({ op: "unwind" }, {}), undefined);
  assert.equal(
    why({ op: "unwind" }, { log: [told] }),
    "The desk has been told already",
  );
  assert.equal(
    why({ op: "unwind" }, { preset: [theirs] }),
    "The desk has been told already",
  );
  const held = { ...told, op: "no-unwind", seq: 2 };
  assert.equal(
    why({ op: "no-unwind" }, { log: [told, held] }),
    "The desk waits already",
  );
  assert.equal(why({ op: "unwind" }, { log: [told, held] }), undefined);
});

test("before anybody can know of loops the flag's words do not tell of them", () => {
  assert.match(flagOff(true)[1].words, /running loops/);
  assert.doesNotMatch(flagOff(false)[1].words, /loop/);
});
