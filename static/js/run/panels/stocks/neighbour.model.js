// @ts-check
/** Which rectangle lies next to one, for arrow keys on a map. */

/** @import {Rect} from "./treemap.model.js" */
/** @typedef {"left" | "right" | "up" | "down"} Direction */

/**
 * The nearest that lies wholly that way, those beside it before those askew; the same
 * one where there is none.
 * @param {Rect[]} rects @param {number} from @param {Direction} direction
 */
export function neighbour(rects, from, direction) {
  const own = rects[from];
  if (!own) return from;
  let best = from;
  let least = Infinity;
  rects.forEach((rect, i) => {
    const far = distance(own, rect, direction);
    if (i !== from && far < least) [best, least] = [i, far];
  });
  return best;
}

/**
 * How far another lies that way; Infinity if it does not.
 * @param {Rect} own @param {Rect} other @param {Direction} direction
 */
function distance(own, other, direction) {
  const across = direction === "left" || direction === "right";
  const [a, b] = across ? [own, other] : [turn(own), turn(other)];
  const ahead =
    direction === "right" || direction === "down" ? b.x - a.x - a.w : a.x - b.x - b.w;
  if (ahead < -SLACK) return Infinity;
  return ahead + 3 * off(middle(a.y, a.h), b.y, b.h);
}

/** Pixels by which rounded rectangles may overlap. */
const SLACK = 0.01;

/** The same with its axes exchanged. @param {Rect} rect @returns {Rect} */
const turn = ({ x, y, w, h }) => ({ x: y, y: x, w: h, h: w });

/** @param {number} start @param {number} size */
const middle = (start, size) => start + size / 2;

/** How far a point lies outside a stretch. @param {number} at @param {number} start @param {number} size */
const off = (at, start, size) => Math.max(0, start - at, at - start - size);
