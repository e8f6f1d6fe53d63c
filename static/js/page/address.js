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
  if (key) keep(keyOf(run), key);
  if (view) keepView(run, view);
  if (t !== null || key || view) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return {
    t,
    key: kept(keyOf(run)),
    view: kept(viewOf(run)),
  };
}

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
