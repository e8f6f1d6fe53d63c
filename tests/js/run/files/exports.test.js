/** What is asked for a file and how it stands, in words. */

import {
  about,
  sizeWords,
  progressWords,
  requestOf,
} from "../../../../static/js/run/files/exports.model.js";
import assert from "node:assert/strict";
import test from "node:test";

const FRAMES = { kind: "frames.csv", day: 3.1e6, ranged: true, choices: {} };
const CHART = {
  kind: "chart.png",
  day: null,
  ranged: true,
  choices: { chart: ["loss"] },
};
const CAPSULE = { ...FRAMES, kind: "capsule.html", choices: { language: ["en"] } };
const REVIEW = { ...FRAMES, kind: "postmortem.md", ranged: false };
const DRAWN = { chart: "flow", theme: "light" };

test("a request says what its kind takes and nothing else", () => {
  assert.deepEqual(requestOf(FRAMES, [5400, 5460], DRAWN), {
    kind: "frames.csv",
    options: { from: "09:30:00", to: "09:31:00" },
  });
  assert.deepEqual(requestOf(CHART, null, DRAWN), {
    kind: "chart.png",
    options: DRAWN,
  });
  assert.deepEqual(requestOf(CAPSULE, null, DRAWN).options, { language: "en" });
  assert.deepEqual(requestOf(REVIEW, [5400, 5460], DRAWN).options, {});
});

test("sizes are told about, by the length of the range", () => {
  assert.deepEqual([999, 2.5e6, 26e6].map(sizeWords), ["1 kB", "2.5 MB", "26 MB"]);
  assert.equal(about(FRAMES, [0, 14400]), "about 1.6 MB");
  assert.equal(about(CHART, [0, 14400]), "");
});

test("a file says how it stands", () => {
  const file = { progress: 0.257, message: "Too large.", size: 2e6 };
  const said = ["waiting", "working", "ready", "failed", "cancelled"].map((status) =>
    progressWords({ ...file, status }),
  );

  assert.deepEqual(said, [
    "Waits for a worker",
    "25 % made",
    "2.0 MB",
    "Too large.",
    "Cancelled",
  ]);
});
