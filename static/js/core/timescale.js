// @ts-check
/** Times of the morning and where they lie on the timeline. */

export const END = 28800;
export const OPEN = 5400;
/** 10:15: where the morning's story ends and the long afternoon starts. */
export const BREAK = 8100;
/** The morning takes this share of the timeline, the afternoon the rest. */
const MORNING_SHARE = 0.78;
/** The scrubber counts in units; in the morning one unit is one second. */
export const UNITS = Math.round(BREAK / MORNING_SHARE);

const AFTERNOON = END - BREAK;

/** How many times the afternoon is compressed against the morning. */
export const COMPRESSED = Math.round(
  AFTERNOON / (1 - MORNING_SHARE) / (BREAK / MORNING_SHARE),
);

/**
 * A number kept within limits.
 * @param {number} value @param {number} low @param {number} high
 */
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/**
 * Where a time lies on the timeline, 0 to 1.
 * @param {number} t
 */
export function fraction(t) {
  const s = clamp(t, 0, END);
  if (s <= BREAK) return (s / BREAK) * MORNING_SHARE;
  return MORNING_SHARE + ((s - BREAK) / AFTERNOON) * (1 - MORNING_SHARE);
}

/**
 * The whole second at a place on the timeline.
 * @param {number} share
 */
export function tickAt(share) {
  const f = clamp(share, 0, 1);
  if (f <= MORNING_SHARE) return Math.round((f / MORNING_SHARE) * BREAK);
  const rest = (f - MORNING_SHARE) / (1 - MORNING_SHARE);
  return BREAK + Math.round(rest * AFTERNOON);
}

/** @param {number} t the scrubber's value for a time */
export const unitsOf = (t) => Math.round(fraction(t) * UNITS);

/** @param {number} units the time for a scrubber's value */
export const tickOfUnits = (units) => tickAt(units / UNITS);

/**
 * Which frame a clock at `t` seconds shows; −1 is the state before the first.
 * @param {number} t
 */
export const frameAt = (t) => Math.min(END, Math.floor(t)) - 1;

/**
 * The window of the charts: the morning, or the whole day once it is over.
 * @param {number} t @returns {[number, number]}
 */
export function chartWindow(t) {
  return t <= BREAK ? [OPEN - 180, BREAK] : [OPEN - 180, END];
}

/** Marks of the timeline's axis, every quarter of an hour and then every three hours. */
export function axisMarks() {
  const marks = [];
  for (let t = 0; t <= BREAK; t += 900) marks.push(t);
  for (let t = 18000; t <= END; t += 10800) marks.push(t);
  return marks;
}
