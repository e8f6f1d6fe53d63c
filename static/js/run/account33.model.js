// @ts-check
/**
 * The 33 Account: it took what could not be matched to what a parent order still wanted,
 * and had a gross limit of $2 million that nothing enforced (SEC ¶23). In this model it
 * holds all that Knight holds.
 */

/** Cents (SEC ¶23). */
export const LIMIT_33 = 200_000_000;

/**
 * The account at the end of a frame. `crossed` is the first frame above the limit,
 * `multiple` and `peak` are times the limit, the latter the highest so far.
 * @param {ArrayLike<number>} gross cents, by frame
 * @param {number} frame
 */
export function account33(gross, frame) {
  const held = frame < 0 ? 0 : (gross[frame] ?? NaN);
  let highest = 0;
  /** @type {number | null} */
  let crossed = null;
  for (let i = 0; i <= frame; i++) {
    const value = gross[i] ?? NaN;
    if (value > highest) highest = value;
    if (crossed === null && value > LIMIT_33) crossed = i;
  }
  return { gross: held, multiple: held / LIMIT_33, peak: highest / LIMIT_33, crossed };
}
