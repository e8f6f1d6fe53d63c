// @ts-check
/** The key of a seat that is not the session's: a rehearsal has several in one browser. */

/**
 * From `#seat=…`. It stays in the address and nowhere else: frames in one window share
 * what a browser stores.
 * @returns {string | null}
 */
export const seatKey = () => new URLSearchParams(location.hash.slice(1)).get("seat");
