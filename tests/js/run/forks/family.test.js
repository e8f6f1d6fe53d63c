/** The tree of forks out of the server's rows, and what a fork keeps. */

import {
  aboutRun,
  division,
  nameOf,
  treeOf,
} from "../../../../static/js/run/forks/family.model.js";
import assert from "node:assert/strict";
import test from "node:test";

/** @param {string} id @param {string | null} parent */
const row = (id, parent, given = {}) => ({
  id,
  url: `/runs/${id}/`,
  name: id,
  title: "As it happened",
  seed: 29,
  parent,
  forked_at: parent && 6060,
  acts: 0,
  loss_usd: null,
  mine: false,
  ...given,
});

/** A tree as text: a(b(c)). */
const drawn = ({ run, here, forks }) =>
  run.id + (here ? "*" : "") + (forks.length ? `(${forks.map(drawn).join(" ")})` : "");

test("treeOf hangs forks below their parents, and the run below its own", () => {
  const family = {
    run: row("c", "b"),
    parents: [row("a", null), row("b", "a")],
    forks: [row("d", "c"), row("e", "d"), row("f", "c"), row("g", "closed")],
    next: null,
  };

  assert.equal(drawn(treeOf(family)), "a(b(c*(d(e) f g)))");
});

test("a run is told by its name, or by its scenario and seed", () => {
  assert.equal(nameOf(row("kill sooner", null)), "kill sooner");
  assert.equal(nameOf(row("x", null, { name: "" })), "As it happened, seed 29");
});

test("what stands behind a run is what is known of it", () => {
  const known = row("a", "b", { acts: 1, loss_usd: 468_000_000, mine: true });

  assert.equal(aboutRun(row("a", null)), "no acts");
  assert.match(aboutRun(known), /^from 9:41:00 · 1 act · lost .*468.* · yours$/);
});

test("division counts the acts in force up to a moment and after it", () => {
  const act = (tick, struck = false) => ({ seq: tick, tick, struck, op: "kill" });

  const log = [act(100), act(200), act(201), act(50, true)];

  assert.deepEqual(division(log, 200), { kept: 2, left: 1 });
});
