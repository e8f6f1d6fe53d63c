// @ts-check
/** What came with the address is used once and taken out of it again. */

import { parseFragment } from "../core/address.js";

/**
 * The moment and the key that the address asks for. A key stays in this tab.
 * @param {string} run
 */
export function takeFragment(run) {
  const { t, key } = parseFragment(location.hash);
  const name = `knightreplay.key.${run}`;
  if (key) sessionStorage.setItem(name, key);
  if (t !== null || key) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return { t, key: sessionStorage.getItem(name) };
}
