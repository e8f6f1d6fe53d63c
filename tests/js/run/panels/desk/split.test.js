import { Store } from "../../../../../static/js/core/store.js";
import assert from "node:assert/strict";
import { lossSplit } from "../../../../../static/js/run/panels/desk/split.model.js";
import { segment, sixty } from "../../../helpers.js";
import test from "node:test";

const accumulate = {
  spread: 100,
  temporary: 40,
  transient: 60,
  permanent: 5,
  drift: -5,
};

/** One minute with a split, at whose end so much is held and getting out is worth that. */
function store(held, exit, unwind = {}) {
  const made = new Store(2, 8);
  const columns = { held: sixty(held), pnl_exit: sixty(exit) };
  const split = { accumulate: { ...accumulate, rounding: 0 }, unwind };
  made.add({ ...segment(0, 0, 0, { columns }), split });
  return made;
}

test("while shares are held, what getting out would add is a part of its own", () => {
  const split = lossSplit(store(10, -350), 59);

  assert.equal(split.at, 60);
  assert.equal(split.open, true);
  assert.equal(split.total, 350);
  assert.equal(split.ahead, 150);
  assert.deepEqual(split.parts[0], { cause: "spread", into: 100, out: 0 });
});

test("once nothing is held the causes alone add up to the loss", () => {
  const split = lossSplit(
    store(0, -290, { spread: 20, block: 80, permanent: -10 }),
    100,
  );

  assert.equal(split.open, false);
  assert.equal(split.ahead, 0);
  assert.deepEqual(split.parts.at(-1), { cause: "block", into: 0, out: 80 });
  assert.deepEqual(split.parts[3], { cause: "permanent", into: 5, out: -10 });
});

test("before the first whole minute there is no split", () => {
  assert.equal(lossSplit(store(10, -350), 58), undefined);
  assert.equal(lossSplit(new Store(2, 8), 100), undefined);
});
