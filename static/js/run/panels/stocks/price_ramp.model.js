// @ts-check
/** Seven colours for how far a price moved, from the strongest fall to the strongest rise. */

export const RAMP = [
  "--down-3",
  "--down-2",
  "--down-1",
  "--flat",
  "--up-1",
  "--up-2",
  "--up-3",
];
/** Moves in basis points that part the seven colours. */
const BINS = [-600, -300, -80, 80, 300, 600];

/** Which of the seven. @param {number} move in basis points */
export const bin = (move) => BINS.filter((edge) => move > edge).length;
