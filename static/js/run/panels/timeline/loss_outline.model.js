// @ts-check
/** The small shape of the loss on the timeline. */

/** @import {Line} from "../../../core/line.js" */

/** The shape is scaled to ten million dollars at least. */
const LEAST = 1e9;
const HEIGHT = 100;

/**
 * A closed path of the loss up to what has been shown, one point a minute.
 * @param {Line} line @param {number} seen @param {(t: number) => number} x
 */
export function miniShape(line, seen, x) {
  /** @type {[number, number][]} */
  const points = [];
  for (let t = 0; t <= seen; t += 60) {
    const value = line.at("pnl_exit", t - 1);
    if (Number.isFinite(value)) points.push([t, Math.max(0, -value)]);
  }
  const most = Math.max(LEAST, ...points.map(([, loss]) => loss));
  const last = points.at(-1);
  if (!last) return "";
  const path = points.map(([t, loss]) => {
    return `L${x(t).toFixed(1)} ${(2 + (loss / most) * (HEIGHT - 8)).toFixed(1)}`;
  });
  return `M0 2${path.join("")}L${x(last[0]).toFixed(1)} 2Z`;
}
