// @ts-check
/** Points for the charts, cut out of a line. A frame's value stands at its tick's end. */

import { sum } from "./servers.js";

/** @import {Points} from "../types.js" */
/** @import {Column, Line} from "./line.js" */

/** More points than this cost time and show nothing. */
const MOST_POINTS = 2800;

/**
 * The step that keeps a window to a bearable number of points.
 * @param {[number, number]} window
 */
export const stepOf = ([from, to]) =>
  [1, 5, 10, 15, 30, 60].find((s) => (to - from) / s <= MOST_POINTS) ?? 60;

/**
 * The same for one line: of what is here as an outline only the minutes' ends are known.
 * @param {Line} line @param {number} from @param {number} to the part that is drawn
 * @param {[number, number]} axis
 */
export const stepOn = (line, from, to, axis) =>
  line.isOutline(from, to) ? 60 : stepOf(axis);

/**
 * A column between two times, both included; what is not known is NaN, a gap.
 * @param {Line} line @param {Column} name
 * @param {number} from @param {number} to @param {number} step @returns {Points}
 */
export function points(line, name, from, to, step) {
  const first = Math.ceil(from / step) * step;
  const whole = Math.max(0, Math.floor((to - first) / step) + 1);
  const tail = whole && first + (whole - 1) * step < Math.floor(to) ? 1 : 0;
  const x = new Float64Array(whole + tail);
  const y = new Float64Array(whole + tail);
  for (let i = 0; i < x.length; i++) {
    const t = i < whole ? first + i * step : Math.floor(to);
    x[i] = t;
    y[i] = line.at(name, t - 1);
  }
  return { x, y };
}

/**
 * Orders of one server in each minute from `first` to `last`; the minute that is still
 * running shows the sixty seconds up to now.
 * @param {Line} line @param {number} server counted from 0
 * @param {number} first @param {number} frame the frame on the screen
 */
export function perMinute(line, server, first, frame) {
  const last = Math.floor(frame / 60);
  const sent = line.servers[server]?.sent;
  const y = new Float64Array(Math.max(0, last - first + 1));
  for (let i = 0; i < y.length; i++) {
    const end = Math.min(frame, (first + i) * 60 + 59);
    y[i] = sum(sent, end - 59, end);
  }
  return y;
}

/**
 * The lowest and the highest of some points; gaps do not count.
 * @param {Float64Array[]} columns @returns {[number, number]}
 */
export function extent(columns) {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/**
 * Orders of one server in each second from `first` up to a frame, as orders a second.
 * @param {Line} line @param {number} server counted from 0
 * @param {number} first @param {number} frame the frame on the screen
 */
export function perSecond(line, server, first, frame) {
  const sent = line.servers[server]?.sent;
  const from = Math.max(0, first);
  return Float64Array.from({ length: Math.max(0, frame - from + 1) }, (_, i) => {
    return sent?.[from + i] || 0;
  });
}
