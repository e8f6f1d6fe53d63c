import assert from "node:assert/strict";
import { neighbour } from "../../../../../static/js/run/panels/stocks/neighbour.model.js";
import { squarify } from "../../../../../static/js/run/panels/stocks/treemap.model.js";
import test from "node:test";

/** Two above, three below. */
const MAP = [
  { x: 0, y: 0, w: 60, h: 50 },
  { x: 60, y: 0, w: 30, h: 50 },
  { x: 0, y: 50, w: 30, h: 50 },
  { x: 30, y: 50, w: 30, h: 50 },
  { x: 60, y: 50, w: 30, h: 50 },
];

test("arrows lead to the cell beside", () => {
  assert.equal(neighbour(MAP, 0, "right"), 1);
  assert.equal(neighbour(MAP, 1, "left"), 0);
  assert.equal(neighbour(MAP, 1, "down"), 4);
  assert.equal(neighbour(MAP, 4, "up"), 1);
  assert.equal(neighbour(MAP, 4, "left"), 3);
  assert.equal(neighbour(MAP, 3, "left"), 2);
});

test("at the edge one stays", () => {
  assert.equal(neighbour(MAP, 0, "left"), 0);
  assert.equal(neighbour(MAP, 0, "up"), 0);
  assert.equal(neighbour(MAP, 4, "right"), 4);
  assert.equal(neighbour([], 0, "up"), 0);
});

test("every cell of a large map can be reached by arrows alone", () => {
  const values = Array.from({ length: 154 }, (_, i) => 1 / (i + 1));
  const rects = squarify(values, 300, 190);
  const reached = new Set([0]);
  for (const at of reached) {
    for (const way of ["left", "right", "up", "down"]) {
      reached.add(neighbour(rects, at, way));
    }
  }

  assert.equal(reached.size, 154);
});
