/** What is said of a question, its answers and how good they were. */

import { shownOf } from "../../../../static/js/room/questions/index.js";
import {
  bars,
  calibrationWords,
  choices,
  current,
  guess,
  lockedWords,
  middle,
  scoreWords,
  stepOf,
  truthWords,
  valueWords,
} from "../../../../static/js/room/questions/question.model.js";
import assert from "node:assert/strict";
import { examples } from "../../helpers.js";
import test from "node:test";

const { room } = examples("roomserver").find(({ type }) => type === "room");
const stop = (given) => ({
  ...structuredClone(room.stops[0]),
  ...given,
});
const number = stop({
  kind: "number",
  options: { low: 0, high: 200, unit: "e-mails" },
  distribution: { 0: 1, 4: 3, 9: 2 },
  truth: { value: 97, at: 5400 },
});

test("what is open is shown, else what changed last", () => {
  const [a, b, c] = [
    stop({ id: 1, state: "shown", since: 30 }),
    stop({ id: 2, state: "closed", since: 20 }),
    stop({ id: 3, state: "open", since: 10 }),
  ];

  assert.equal(current([a, b, c]), c);
  assert.equal(current([a, b]), a);
  assert.equal(current([]), null);
});

test("a scale has steps for a thumb and begins in its middle", () => {
  const scale = (kind, low, high) => stop({ kind, options: { low, high, unit: "" } });

  assert.deepEqual(
    [200, 7000, 500_000].map((high) => stepOf(scale("number", 0, high))),
    [1, 50, 5000],
  );
  assert.equal(stepOf(scale("time", 5640, 8100)), 15);
  assert.equal(stepOf(scale("time", 0, 28_800)), 60);
  assert.equal(middle(scale("number", 0, 7000)), 3500);
});

test("a guess is as sure as one in so many options, or a fifth of a scale", () => {
  const of = (kind, options) => guess(stop({ kind, options }));

  assert.deepEqual(
    [of("choice", ["a", "b"]), of("choice", ["a", "b", "c", "d"]), of("server", [])],
    [50, 25, 15],
  );
  assert.equal(guess(number), 20);
});

test("answers are read as what they are", () => {
  assert.equal(valueWords(number, 97), "97 e-mails");
  assert.equal(valueWords(stop({ kind: "server" }), 8), "Server 8");
  assert.equal(valueWords(stop({ kind: "time", options: {} }), 6205), "9:43:25");
  assert.equal(valueWords(stop({ kind: "choice", options: ["a", "b"] }), 1), "b");
  assert.equal(valueWords(stop({ kind: "words" }), "why"), "why");
});

test("what a host typed is chosen from as it was typed", () => {
  const typed = stop({ kind: "choice", options: ["Pause", "<b>"], ours: false });

  assert.deepEqual(
    choices(typed).map(({ words }) => words),
    ["Pause", "<b>"],
  );
});

test("a distribution has every tenth of its scale and marks the right one", () => {
  const rows = bars(number);

  assert.equal(rows.length, 10);
  assert.deepEqual(
    [rows[4].words, rows[4].count, rows[4].part, rows[4].right],
    ["80 – 100", 3, 1, true],
  );
  assert.deepEqual(rows.filter(({ right }) => right).length, 1);
  assert.equal(bars(stop({ ...number, truth: { value: 250, at: 1 } }))[9].right, true);
});

test("how far the room is says who sleeps", () => {
  assert.equal(
    lockedWords(stop({ locked: 12, awaited: 3 }), { ...room, asleep: 2 }),
    "12 of 15 have locked · 2 asleep",
  );
  assert.equal(
    lockedWords(stop({ locked: 0, awaited: 1 }), { ...room, asleep: 0 }),
    "0 of 1 has locked",
  );
});

test("what the simulation says may be nothing", () => {
  assert.equal(truthWords(number), "97 e-mails");
  assert.equal(
    truthWords(stop({ truth: { value: null, at: 6300 } })),
    "It did not happen by 9:45:00 in this run.",
  );
  assert.equal(truthWords(stop({ truth: null })), "");
});

const own = (sureness, right) => ({
  value: 1,
  locked: true,
  sureness,
  right,
  score: right ? 1 : 0,
  brier: (sureness - (right ? 1 : 0)) ** 2,
});

test("one's own answer is told with its points and how sure one was", () => {
  assert.equal(
    scoreWords(stop({ kind: "server" }), own(0.9, false)),
    "You said Server 1. 0 points. You were 90% sure, and not right.",
  );
});

test("calibration is told in plain words", () => {
  const words = (answers) => calibrationWords(answers).split(":")[0];

  assert.equal(words([own(0.9, true), own(0.9, false)]), "You were surer than right");
  assert.equal(
    words([own(0.5, true), own(0.6, true)]),
    "You were right more often than you thought",
  );
  assert.equal(words([own(0.5, true), own(0.5, false)]), "You knew how sure to be");
  assert.match(calibrationWords([own(0.5, true)]), /Brier score 0\.25/);
  assert.equal(calibrationWords([{ ...own(0.5, true), brier: null }]), "");
});

test("a card is made anew once it is told who we are, and not when others lock", () => {
  const stop = { id: 7, state: "open", locked: 0 };
  const me = { may: ["predict"], answers: {} };
  const before = shownOf(stop, {}, null);
  const after = shownOf(stop, {}, me);

  assert.notDeepEqual(before, after);
  assert.deepEqual(shownOf({ ...stop, locked: 3 }, {}, me), after);
});
