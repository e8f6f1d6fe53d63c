import {
  banner,
  choiceMade,
  done,
  inThePast,
  question,
  takenOver,
} from "../../../static/js/core/acts.js";
import {
  actMarks,
  happens,
  markers,
  nextEvent,
  previousEvent,
  stops,
} from "../../../static/js/core/events.js";
import { segment, sixty } from "../helpers.js";
import { Store } from "../../../static/js/core/store.js";
import assert from "node:assert/strict";
import test from "node:test";

const act = (op, tick = 100, seq = 1, struck = false) => ({ op, tick, seq, struck });
const preset = [
  { tick: 6856, what: "Roll back", approximate: true, cancelled: false },
  { tick: 8100, what: "Kill all servers", approximate: false, cancelled: false },
];
const told = (change) => banner({ log: [], preset, t: 6000, seen: 6000, ...change });

test("the last choice that still stands says who acts", () => {
  assert.equal(takenOver([], 200), false);
  assert.equal(takenOver([act("take-over")], 200), true);
  assert.equal(
    takenOver([act("take-over"), act("kill", 100, 2), act("hand-back", 100, 3)], 200),
    false,
  );
  assert.equal(takenOver([act("take-over", 100, 1, true)], 200), false);
});

test("who acts at a second is said by the choices up to it, by tick and then by seq", () => {
  const log = [act("hand-back", 300, 1), act("take-over", 100, 2)];

  assert.deepEqual(
    [99, 100, 299, 300].map((t) => takenOver(log, t)),
    [false, true, true, false],
  );
});

test("only the first act by hand asks who goes on, and one before any choice again", () => {
  assert.equal(choiceMade([act("kill")], 200), false);
  assert.equal(choiceMade([act("kill"), act("hand-back")], 200), true);
  assert.equal(choiceMade([act("take-over", 300)], 200), false);
  assert.equal(choiceMade([act("take-over", 100, 1, true)], 200), false);
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

test("before a take-over Knight's people still act", () => {
  const log = [act("take-over", 7500)];
  const later = preset.map((p) => ({ ...p, cancelled: p.tick > 7500 }));

  assert.match(told({ log, preset: later, t: 6850, seen: 7500 }), /^Knight.*9:54:16/);
  assert.match(
    told({ log, preset: later, t: 7000, seen: 7500 }),
    /keep acting\. At 10:05:00 people take over/,
  );
  assert.match(told({ log, preset: later, t: 7500, seen: 7500 }), /^From here you/);
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

const marked = (events, { t = 28800, told = 28800, acts = preset } = {}) =>
  markers({ events, preset: acts, line: new Store(480, 8).line }, { t, told });

test("no marker lies beyond what may be told, and no range reaches further", () => {
  const events = [
    { ...event, until: 7066 },
    { ...event, tick: 8100 },
  ];

  const found = marked(events, { t: 60, told: 6900 });

  assert.deepEqual(
    found.map(({ tick, until, passed }) => [tick, until, passed]),
    [[6856, 6900, false]],
  );
  assert.deepEqual(marked(events, { told: 6855 }), []);
  assert.equal(marked(events).length, 2);
});

test("a marker tells its name and that it is contested; only a sourced time is exact", () => {
  const [found] = marked([event]);
  const [sourced] = marked([{ ...event, kind: "sourced" }]);

  assert.deepEqual(
    [found.label, found.mark, found.time],
    ["Rollback", "contested", "≈ 9:54"],
  );
  assert.equal(sourced.time, "9:54");
});

test("no act is shown beyond what may be told", () => {
  const log = [
    {
      ...act("kill", 6000),
      time: "",
      what: "Kill server 8",
      by: "host",
      reason: "why",
    },
    { ...act("kill", 7000, 2, true), what: "Kill server 1", by: "operate", reason: "" },
  ];

  const words = (told) =>
    actMarks({ log, preset, symbols: [] }, [], told).map(({ time, what, who, off }) => [
      time,
      what,
      who,
      off,
    ]);

  assert.deepEqual(words(6000), [["9:40:00", "Kill server 8: why", "Host", ""]]);
  assert.deepEqual(words(7000).slice(1), [
    ["≈ 9:54:16", "Roll back", "Knight's people", ""],
    ["9:56:40", "Kill server 1", "Operator", "struck out"],
  ]);
});

test("a guardrail's trip stands in the lane at the end of its tick, once it was shown", () => {
  const trip = { tick: 5430, guardrail: "gross-cap", server: null, stock: null };
  const trips = [{ ...trip, action: "shadow", acts_at: 5431 }];
  const run = { log: [], preset: [], symbols: [] };

  const [mark] = actMarks(run, trips, 6000);

  assert.deepEqual(
    [mark.tick, mark.time, mark.what, mark.kind],
    [5431, "9:30:31", "Gross cap would have tripped", "trip"],
  );
  assert.deepEqual(actMarks(run, trips, 5430), []);
});

test("the keys find the next and the previous event", () => {
  const events = [{ tick: 60 }, { tick: 5400 }];

  assert.deepEqual([nextEvent(events, 60), nextEvent(events, 5400)], [5400, 28800]);
  assert.deepEqual([previousEvent(events, 5401), previousEvent(events, 60)], [60, 0]);
});

test("an event of Knight's people that is cancelled is not in this run", () => {
  const cancelled = [{ ...preset[0], cancelled: true }];
  const line = new Store(480, 8).line;

  assert.equal(happens(event, { preset, line }), true);
  assert.equal(happens(event, { preset: cancelled, line }), false);
  const [found] = marked([event], { acts: cancelled });
  assert.deepEqual([found.absent, found.mark], [true, "contested, not in this run"]);
});

/** Minutes 149 to 151, of which the desk works in those that are named, and what is held. */
const deskIn = (minutes, held) => {
  const store = new Store(480, 8);
  [149, 150, 151].forEach((minute, i) => {
    const columns = {
      desk: sixty(minutes.includes(minute) ? 1 : 0),
      held: sixty(held[i]),
    };
    store.add(segment(0, minute, 0, { columns }));
  });
  return store.line;
};
const desk = { tick: 9000, label: "Unwind", kind: "modelled", contested: false };

test("what the desk does is only what the frames show", () => {
  const seen = (line) => happens(desk, { preset, line });

  assert.equal(seen(deskIn([150, 151], [9, 9, 9])), true);
  assert.equal(seen(deskIn([149, 150, 151], [9, 9, 9])), false, "long at work");
  assert.equal(seen(deskIn([], [9, 9, 9])), false, "held back");
  assert.equal(seen(deskIn([], [0, 0, 0])), false, "nothing to sell");
  assert.equal(seen(deskIn([149, 150, 151], [9, 9, 0])), true, "the rest is sold");
  assert.equal(seen(new Store(480, 8).line), undefined, "not computed yet");
  assert.equal(marked([desk])[0].label, "");
});

test("what a document tells of the day stays whatever people do", () => {
  const line = new Store(480, 8).line;

  assert.equal(happens({ tick: 5640, kind: "sourced" }, { preset, line }), true);
});

test("a clock stops at events, a second before Knight's people, and at acts in force", () => {
  const events = [{ tick: 5400 }, { tick: 6856 }, { tick: 8100 }];
  const log = [act("kill", 6000), act("kill", 6100, 2, true)];

  assert.deepEqual(stops({ events, preset, log }), [5400, 6855, 8099, 6000]);
});
