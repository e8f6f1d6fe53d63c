// @ts-check
/** What the page of a share link shows at first, as its template gives it. */

/** @import {View} from "../../core/view.js" */
/** @import {Shared} from "../../types.js" */

/**
 * Puts a link's moment on the screen. The run's own clock stands as it stood: whoever may
 * move it leaves the link's moment first.
 * @param {View} view @param {Shared["range"]} range @param {number} at tick
 */
export function lookAt(view, range, at) {
  if (range) view.detach({ action: "loop", from: range[0], to: range[1] });
  view.detach({ action: "seek", to: at, paused: true });
}

/**
 * Null on a page that no link opened.
 * @param {Record<string, string | undefined>} data of the page's #app
 * @returns {Shared | null}
 */
export function sharedMoment({ token, name = "", at, first, last, looks = "{}" }) {
  if (!token) return null;
  const range = first === undefined || last === undefined ? null : [first, last];
  return {
    token,
    name,
    at: Number(at),
    range: range && /** @type {[number, number]} */ (range.map(Number)),
    looks: JSON.parse(looks),
  };
}
