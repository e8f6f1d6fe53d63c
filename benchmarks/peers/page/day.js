// @ts-check
/** The day of a run, fetched once: curves by second, orders by minute. */

/**
 * Money in thousands of dollars, moves in basis points.
 * @typedef {object} Day
 * @property {Record<"exit" | "fair" | "own", number[]>} loss
 * @property {Record<"long" | "short", number[]>} positions
 * @property {number[][]} servers orders by server and minute
 * @property {number} first the minute of the first moves
 * @property {{ names: string[], sizes: number[], moves: number[][] }} stocks
 */

/** @returns {Promise<Day>} */
export async function fetchDay() {
  const answer = await fetch("/day.json");
  return answer.json();
}

/** Dollars as Plotly gets them. @param {number[]} thousands */
export const dollars = (thousands) => Float64Array.from(thousands, (k) => k * 1000);

/** Seconds since 08:00:00 as a clock. @param {number} t */
export function clock(t) {
  const [minute, second] = [Math.floor(t / 60) % 60, Math.floor(t % 60)];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${8 + Math.floor(t / 3600)}:${two(minute)}:${two(second)}`;
}
