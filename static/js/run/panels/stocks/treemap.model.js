// @ts-check
/** A squarified treemap (Bruls, Huizing, van Wijk 2000). */

/** @typedef {{ x: number, y: number, w: number, h: number }} Rect */

/**
 * Rectangles whose areas are as the values, laid out in their order.
 * @param {number[]} values descending @param {number} width @param {number} height
 * @returns {Rect[]}
 */
export function squarify(values, width, height) {
  const total = values.reduce((a, b) => a + b, 0);
  const areas = values.map((value) => (value / total) * width * height);
  /** @type {Rect[]} */
  const done = [];
  let free = { x: 0, y: 0, w: width, h: height };
  for (let at = 0; at < areas.length;) {
    const row = bestRow(areas, at, Math.min(free.w, free.h));
    done.push(...layOut(row, free));
    free = remaining(free, row);
    at += row.length;
  }
  return done;
}

/** @param {number[]} areas @param {number} at @param {number} side */
function bestRow(areas, at, side) {
  /** @type {number[]} */
  let row = [];
  for (let i = at; i < areas.length; i++) {
    const longer = [...row, areas[i] ?? 0];
    if (row.length && worst(longer, side) > worst(row, side)) break;
    row = longer;
  }
  return row;
}

/** The worst aspect ratio in a row. @param {number[]} row @param {number} side */
function worst(row, side) {
  const total = row.reduce((a, b) => a + b, 0);
  const scale = (side * side) / (total * total);
  return Math.max(scale * Math.max(...row), 1 / (scale * Math.min(...row)));
}

/** @param {number[]} row @param {Rect} free @returns {Rect[]} */
function layOut(row, free) {
  const upright = free.w >= free.h;
  const depth = row.reduce((a, b) => a + b, 0) / Math.min(free.w, free.h);
  let along = 0;
  return row.map((area) => {
    const length = area / depth;
    const at = along;
    along += length;
    return upright
      ? { x: free.x, y: free.y + at, w: depth, h: length }
      : { x: free.x + at, y: free.y, w: length, h: depth };
  });
}

/** @param {Rect} free @param {number[]} row @returns {Rect} */
function remaining(free, row) {
  const depth = row.reduce((a, b) => a + b, 0) / Math.min(free.w, free.h);
  return free.w >= free.h
    ? { x: free.x + depth, y: free.y, w: free.w - depth, h: free.h }
    : { x: free.x, y: free.y + depth, w: free.w, h: free.h - depth };
}
