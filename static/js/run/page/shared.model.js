// @ts-check
/** What the page of a share link shows at first, as its template gives it. */

/**
 * @typedef {object} SharedLooks
 * @property {string} [view]
 * @property {string} [stock]
 * @property {number} [server]
 * @property {boolean} [notes]
 * @property {boolean} [tables]
 */

/**
 * @typedef {object} Shared
 * @property {string} token
 * @property {string} name which may be empty
 * @property {number} at tick
 * @property {[number, number] | null} range ticks
 * @property {SharedLooks} looks
 */

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
