// @ts-check
/**
 * What may be told with "hide what is coming" on: nothing beyond the furthest second that
 * was shown, on this screen or to anybody in the run. What was seen stays.
 *
 * `session.view.hides(tick)` answers for a moment; the rest here for a whole panel.
 */

import { END, OPEN } from "./timescale.js";

/** @import {View} from "./view.js" */

/** The axis of the charts grows in steps of a quarter of an hour. */
const STEP = 900;
const LONG_STEP = 3600;
/** From 11:00 on the steps are long. */
const LATE = 10800;

/**
 * Up to which second the story may be told: the whole day while nothing is hidden.
 * @param {View} view
 */
export const disclosedUntil = (view) =>
  view.hide ? Math.min(END, view.furthest()) : END;

/**
 * Whether a tile may say which code its server runs, or look different for it: with the
 * rest hidden not before the market has opened, whatever the e-mails said.
 * @param {View} view
 */
export const tellsCode = (view) => !view.hides(OPEN);

/**
 * Where the charts end when the end is hidden: at the next full quarter of an hour, later
 * at the next full hour. The length of the story is not told by an empty axis.
 * @param {number} told
 */
export function hiddenEnd(told) {
  const step = told < LATE ? STEP : LONG_STEP;
  return Math.min(END, Math.max(OPEN + STEP, Math.ceil((told + 60) / step) * step));
}
