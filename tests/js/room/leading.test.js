/** Leading a room: who is here, which question is next, what is said of both. */

import {
  about,
  hereWords,
  listed,
  moved,
  playersHere,
  presence,
} from "../../../static/js/room/presence.model.js";
import { Room } from "../../../static/js/room/room.model.js";
import assert from "node:assert/strict";
import {
  nextCommand,
  questionNow,
} from "../../../static/js/room/questions/now.model.js";
import test from "node:test";

const entry = (given) => ({
  seat: 1,
  name: "Kim",
  part: "participant",
  fog: "god",
  team: null,
  here: true,
  awake: true,
  removed: false,
  practice: false,
  points: 0,
  ...given,
});

test("a seat is here, asleep, gone or out", () => {
  assert.equal(presence(entry({})), "here");
  assert.equal(presence(entry({ awake: false })), "asleep");
  assert.equal(presence(entry({ here: false, awake: false })), "gone");
  assert.equal(presence(entry({ here: true, removed: true })), "out");
});

test("beside a name stands what is not usual", () => {
  const room = { fogged: false, teams: [{ number: 2, name: "Blue" }] };

  assert.equal(about(entry({}), room), "");
  assert.equal(about(entry({ part: "operator", team: 2 }), room), "Operator · Blue");
  assert.equal(about(entry({ fog: "risk" }), { ...room, fogged: true }), "Risk");
  assert.equal(about(entry({ practice: true }), room), "practice");
});

test("who was taken out comes last, and a name is found in any case", () => {
  const roster = [
    entry({ seat: 1, name: "Ann", removed: true }),
    entry({ seat: 2, name: "Anna" }),
    entry({ seat: 3, name: "Bo" }),
  ];

  assert.deepEqual(
    listed(roster, "").map(({ seat }) => seat),
    [2, 3, 1],
  );
  assert.deepEqual(
    listed(roster, " ANN").map(({ seat }) => seat),
    [2, 1],
  );
});

test("players who are here are counted, hosts are not", () => {
  const roster = [
    entry({ seat: 1, part: "host" }),
    entry({ seat: 2 }),
    entry({ seat: 3, here: false }),
    entry({ seat: 4, removed: true }),
    entry({ seat: 5, part: "operator", awake: false }),
  ];

  assert.deepEqual([...playersHere(roster)], [2, 5]);
});

test("joins are told together, and nothing where nobody moved", () => {
  assert.equal(moved(new Set([1]), new Set([1])), "");
  assert.equal(moved(new Set([1]), new Set([1, 2, 3])), "2 came; 3 are here.");
  assert.equal(moved(new Set([1, 2]), new Set([2])), "1 left; 1 are here.");
  assert.equal(moved(new Set([1]), new Set([2])), "1 came, 1 left; 1 are here.");
  assert.equal(hereWords(15, 2), "15 here, 2 asleep");
  assert.equal(hereWords(15, 0), "15 here");
});

const stop = (id, at, state, given = {}) => ({
  id,
  at,
  state,
  awaited: 0,
  tells: null,
  measure: null,
  ...given,
});

test("an open question comes before one that was ended, and that before the next", () => {
  const planned = stop(3, 300, "planned");
  const closed = stop(1, 100, "closed");
  const open = stop(2, 200, "open");

  assert.equal(questionNow([closed, open, planned]), open);
  assert.equal(questionNow([closed, planned]), closed);
  assert.equal(questionNow([planned]), planned);
  assert.equal(questionNow([stop(1, 100, "shown")]), null);
  const room = Object.assign(new Room(), { plan: [closed, open, planned] });
  assert.equal(room.nextStop(250), planned);
  assert.equal(room.nextStop(300), null);
});

test("what can be done next with a question follows its state and the clock", () => {
  const known = { tells: 5460, measure: { server: "sent" } };
  const command = (state, given, t = 0) => nextCommand(stop(7, 5340, state, given), t);

  assert.equal(command("planned").what, "open-stop");
  assert.deepEqual(command("open", { awaited: 1 }).given, { stop: 7, anyway: true });
  assert.deepEqual(command("open").given, { stop: 7 });
  assert.deepEqual(command("closed", known, 5340), {
    what: "seek",
    words: "Go to 9:31",
    given: { to: 5460 },
  });
  assert.equal(command("closed", known, 5460).what, "show-stop");
  assert.equal(command("closed").what, "show-stop");
  assert.equal(command("shown"), null);
});
