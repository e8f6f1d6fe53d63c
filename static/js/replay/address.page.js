// @ts-check
/** What came with the address is used once and taken out of it again. */

import { parseFragment } from "../core/address.js";

/** @param {string} run */
const keyOf = (run) => `knightreplay.key.${run}`;
/** @param {string} run */
const viewOf = (run) => `knightreplay.view.${run}`;

/**
 * The moment, the key and the view that the address asks for. Key and view stay in this
 * tab.
 * @param {string} run
 */
export function takeFragment(run) {
  const { t, key, view } = parseFragment(location.hash);
  const seat = seatKey();
  if (key) keep(keyOf(run), key);
  if (view) keepView(run, view);
  if (t !== null || key || view) {
    const rest = seat ? `#seat=${seat}` : "";
    history.replaceState(history.state, "", location.pathname + location.search + rest);
  }
  return {
    t,
    seat,
    key: kept(keyOf(run)),
    view: kept(viewOf(run)),
  };
}

/**
 * The key of a seat that is not the session's: a rehearsal has several in one browser. It
 * stays in the address and nowhere else, as frames in one window share what is stored.
 * @returns {string | null}
 */
export const seatKey = () => new URLSearchParams(location.hash.slice(1)).get("seat");

/** A reload shows the same view. @param {string} run @param {string} view */
export function keepView(run, view) {
  keep(viewOf(run), view);
}

/** In a frame of another site storage may be forbidden. @param {string} name @param {string} value */
function keep(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // then it lasts as long as the page
  }
}

/** @param {string} name */
function kept(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}
