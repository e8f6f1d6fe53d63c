import {
  banner,
  choiceMade,
  done,
  inThePast,
  question,
  takenOver,
} from "../../static/js/core/acts.js";
import { eventLabel, nextEvent, previousEvent } from "../../static/js/core/events.js";
import assert from "node:assert/strict";
import test from "node:test";

const act = (op, struck = false) => ({ op, struck });
const preset = [
  { tick: 6856, what: "Roll back", approximate: true, cancelled: false },
  { tick: 8100, what: "Kill all servers", approximate: false, cancelled: false },
];
const told = (change) => banner({ log: [], preset, t: 6000, seen: 6000, ...change });

test("the last choice that still stands says who acts", () => {
  assert.equal(takenOver([]), false);
  assert.equal(takenOver([act("take-over")]), true);
  assert.equal(takenOver([act("take-over"), act("kill"), act("hand-back")]), false);
  assert.equal(takenOver([act("take-over", true)]), false);
});

test("only the first act by hand asks who goes on", () => {
  assert.equal(choiceMade([act("kill")]), false);
  assert.equal(choiceMade([act("kill"), act("hand-back")]), true);
});

test("the banner does not tell the ending", () => {
  assert.doesNotMatch(told(), /Roll back|9:54/);
});

test("the banner tells what is due within the minute, or was seen before", () => {
  assert.match(told({ t: 6800 }), /Next: ≈ 9:54:16 Roll back\./);
  assert.match(told({ seen: 9000 }), /≈ 9:54:16/);
  assert.match(told({ t: 7000, seen: 9000 }), /Next: 10:15:00 Kill all servers/);
  assert.match(told({ t: 9000 }), /Nothing more/);
});

test("who has taken over reads so", () => {
  assert.match(told({ log: [act("take-over")] }), /^From here you decide/);
});

test("acting behind what has been shown is acting in the past", () => {
  assert.equal(inThePast(100, 102), false);
  assert.equal(inThePast(100, 200), true);
});

test("what was done is said with its servers and its second", () => {
  assert.equal(
    done({ op: "kill", servers: [8] }, 5700, 8),
    "Server 8 killed at 9:35:00",
  );
  assert.equal(
    done({ op: "kill", servers: "all" }, 5700, 8),
    "All eight servers killed at 9:35:00",
  );
  assert.equal(
    done({ op: "flag", on: false, servers: [1, 2] }, 5700, 8),
    "Flag off, servers 1–2 at 9:35:00",
  );
});

test("what is about to be done is asked with its servers", () => {
  assert.equal(question({ op: "kill", servers: [8] }, 8), "Kill server 8?");
  assert.equal(
    question({ op: "flag", on: true, servers: "all" }, 8),
    "Turn the flag on on all eight servers?",
  );
});

const event = {
  tick: 6856,
  label: "Rollback",
  kind: "inferred",
  source: "",
  contested: true,
};

test("an event ahead tells its time alone", () => {
  assert.deepEqual(eventLabel(event, 6855), {
    told: false,
    time: "≈ 9:54",
    label: "",
    mark: "",
  });
});

test("an event that was passed tells its name and that it is contested", () => {
  const { label, mark } = eventLabel(event, 6856);

  assert.deepEqual([label, mark], ["Rollback", "contested"]);
});

test("a sourced time is exact", () => {
  assert.equal(eventLabel({ ...event, kind: "sourced" }, 0).time, "9:54");
});

test("the keys find the next and the previous event", () => {
  const events = [{ tick: 60 }, { tick: 5400 }];

  assert.deepEqual([nextEvent(events, 60), nextEvent(events, 5400)], [5400, 28800]);
  assert.deepEqual([previousEvent(events, 5401), previousEvent(events, 60)], [60, 0]);
});
