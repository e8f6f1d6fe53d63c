// @ts-check
/** Round axes for whatever the data turns out to be. */

/**
 * A round range that holds two values, and its ticks.
 * @param {number} low @param {number} high @param {number} wanted about how many ticks
 */
export function niceScale(low, high, wanted = 5) {
  const step = niceStep((high - low) / wanted);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { ticks, step };
}

/** @param {number} rough */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1e-9)));
  const lead = rough / power;
  const nice = [1, 2, 2.5, 5, 10].find((n) => lead <= n + 1e-9) ?? 10;
  return nice * power;
}

/**
 * Times for an axis at whole steps.
 * @param {[number, number]} window @param {number} step
 */
export function timeTicks([from, to], step) {
  const ticks = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) ticks.push(t);
  return ticks;
}
