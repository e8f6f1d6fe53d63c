/** Runs side by side: order, address, words, differences, and the page's own clock. */

import {
  addressOf,
  difference,
  idIn,
  letter,
  momentAsked,
  moved,
  nameOf,
  partingWords,
  spread,
} from "../../../static/js/replay/comparison.model.js";
import {
  differenceWords,
  rowWords,
  signed,
  valueWords,
} from "../../../static/js/compare/rows.model.js";
import { Line } from "../../../static/js/core/line.js";
import { LocalView } from "../../../static/js/replay/local_view.model.js";
import assert from "node:assert/strict";
import { money } from "../../../static/js/core/format.js";
import test from "node:test";

const ID = "0d3c4a4e-6b1e-4d52-9c88-3a8f0e3f7f10";
const kill = {
  tick: 6060,
  time: "09:41:00",
  op: "kill",
  servers: [8],
  what: "Kill server 8",
  approximate: false,
  cancelled: false,
};

test("an address names the runs in their order and the moment", () => {
  assert.equal(addressOf(["b", "a"], 6060), "/compare/?runs=b,a&at=09:41:00");
  assert.equal(addressOf(["a", "b"]), "/compare/?runs=a,b");
  assert.equal(momentAsked("?runs=a,b&at=09:41:00"), 6060);
  assert.equal(momentAsked("?runs=a,b&at=25:00"), null);
  assert.equal(momentAsked("?runs=a,b"), null);
});

test("a run moves to another place and not beyond the ends", () => {
  assert.deepEqual(moved(["a", "b", "c"], "c", 0), ["c", "a", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], "a", 1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], "b", 9), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], "a", -1), ["a", "b", "c"]);
  assert.deepEqual([0, 1, 7].map(letter), ["A", "B", "H"]);
});

test("the id is found in whatever address somebody pastes", () => {
  assert.equal(idIn(`http://192.168.0.2:8000/runs/${ID}/#t=09:41:00`), ID);
  assert.equal(idIn(` ${ID.toUpperCase()} `), ID);
  assert.equal(idIn("http://example.org/"), null);
});

test("where runs part is said with its cause", () => {
  const at = (cause) =>
    partingWords(
      {
        compared_until: "16:00:00",
        first: { tick: 6060, time: "09:41:00", columns: [], cause },
      },
      "B",
    );

  assert.equal(
    at({ kind: "people", in: 1, act: kill }),
    "B parts from A at 9:41:00: Kill server 8 at 9:41:00, only in B.",
  );
  assert.match(
    at({ kind: "preset", in: 0, act: kill }),
    /Knight's people, only in A\./,
  );
  assert.match(at({ kind: "seed" }), /another seed/);
  assert.match(
    at({ kind: "trip", in: 1, guardrail: "gross-cap", tick: 6059, server: null }),
    /trips at 9:41:00, only in B\./,
  );
});

test("equal runs are said to be the same, as far as they are known", () => {
  const same = (until) => partingWords({ compared_until: until, first: null }, "C");

  assert.equal(same("16:00:00"), "C and A are the same, second by second.");
  assert.match(same("09:05:00"), /same up to 9:05:00/);
});

test("a run without a name is called by what was done in it", () => {
  const info = {
    runs: [{ name: "" }, { name: "" }, { name: "Drill" }],
    interventions: [
      {
        tick: 6060,
        kind: "people",
        act: kill,
        runs: [null, { state: "done" }, { state: "done" }],
      },
      {
        tick: 6070,
        kind: "people",
        act: kill,
        runs: [{ state: "struck" }, null, null],
      },
    ],
  };

  assert.deepEqual(
    [0, 1, 2].map((place) => nameOf(info, place)),
    ["Left alone", "Kill server 8 at 9:41:00", "Drill"],
  );
});

test("a difference is unknown where either run is", () => {
  const [one, other] = [new Line(2, 0, ["pnl_exit"]), new Line(2, 0, ["pnl_exit"])];
  one.columns.pnl_exit.fill(-500, 0, 60);
  other.columns.pnl_exit.fill(-200, 0, 30);

  const { x, y } = difference(other, one, "pnl_exit", 1, 60, 1);

  assert.equal(x.length, 60);
  assert.ok(y.subarray(0, 30).every((value) => value === 300));
  assert.ok(y.subarray(30).every(Number.isNaN));
});

test("labels keep their distance and stay in the chart", () => {
  assert.deepEqual(spread([10, 12, 50], 10, 100), [10, 20, 50]);
  assert.deepEqual(spread([99, 98], 10, 100), [100, 90]);
  assert.deepEqual(spread([], 10, 100), []);
});

test("figures are said to the cent, with the sign of their difference", () => {
  const row = {
    name: "loss",
    unit: "cents",
    values: [46041014445, 19028010973, null],
    differences: [null, -27013003472, null],
  };

  assert.equal(rowWords(row).words, "Loss, 16:00");
  assert.equal(valueWords(row, 1), "$190,280,109.73");
  assert.equal(differenceWords(row, 1), "−$270,130,034.72");
  assert.deepEqual([valueWords(row, 2), differenceWords(row, 0)], ["–", ""]);
  assert.equal(signed(0, money), "±0");
});

test("the page's own clock moves and nobody else's", () => {
  let now = 100;
  const view = new LocalView(() => now);

  view.move({ action: "seek", to: 6060, paused: true });
  assert.deepEqual([view.time(), view.playing(), view.detached], [6060, false, false]);
  view.move({ action: "speed", speed: 20 });
  view.move({ action: "play" });
  now += 3;
  assert.equal(view.time(), 6120);
  view.preview = 10;
  view.move({ action: "pause" });
  assert.deepEqual([view.time(), view.playing()], [6120, false]);
});
