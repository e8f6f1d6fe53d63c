// @ts-check
/**
 * Knight's position screen as it looked: late under load, and without limits (SEC ¶25).
 *
 * The order gives no figures. Assumed, as in simulator/ledgers.py: it books so many
 * executions a second, first come first served, and needs a time of its own for each.
 */

/** Executions a second (assumed). */
export const PMON_RATE = 1000;
/** Seconds (assumed). */
export const PMON_DELAY = 5;

/**
 * Which frame the screen showed at the end of a frame, and how many seconds late it was.
 * @param {ArrayLike<number>} executed of loops so far, by frame
 * @param {number} frame
 */
export function pmonAt(executed, frame) {
  const complete = lastBooked(executed, frame, bookedBy(executed, frame));
  const shown = Math.max(0, Math.min(complete, frame - PMON_DELAY));
  return { shown, delay: frame - shown };
}

/**
 * The executions that the queue has booked by the end of a frame.
 * @param {ArrayLike<number>} executed @param {number} frame
 */
function bookedBy(executed, frame) {
  let idle = 0;
  for (let i = 0; i <= frame; i++) {
    idle = Math.min(idle, (executed[i] ?? NaN) - PMON_RATE * (i + 1));
  }
  return PMON_RATE * (frame + 1) + idle;
}

/**
 * The last frame all of whose executions are booked; −1 when there is none.
 * @param {ArrayLike<number>} executed @param {number} frame @param {number} booked
 */
function lastBooked(executed, frame, booked) {
  let low = 0;
  let high = frame + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((executed[middle] ?? NaN) <= booked) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
