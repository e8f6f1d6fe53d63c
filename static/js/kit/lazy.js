// @ts-check
/** What few people need is fetched when the first of them wants it. */

import { _ } from "../core/words.js";
import { toast } from "./toasts.js";

/**
 * Returns what fetches it, once; where that fails it says so, gives null and tries again
 * the next time.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T | null>}
 */
export function wanted(load) {
  /** @type {Promise<T> | null} */
  let coming = null;
  return async () => {
    try {
      return await (coming ??= load());
    } catch {
      coming = null;
      toast(_("The view could not be fetched. Is the server still there?"));
      return null;
    }
  };
}

/**
 * On a wide screen at once; on a phone when somebody wants it, and before it is printed.
 * @param {() => Promise<unknown>} fetched
 */
export function atOnceIfWide(fetched) {
  if (!matchMedia("(max-width: 760px)").matches) void fetched();
  else addEventListener("beforeprint", () => void fetched(), { once: true });
}

/**
 * A button whose doing comes with its first press, and is then pressed once more.
 * @param {HTMLElement} button @param {() => Promise<unknown>} fetched gives null on failure
 */
export function atFirstPress(button, fetched) {
  let there = false;
  button.addEventListener("click", async () => {
    if (there || (await fetched()) === null || there) return;
    there = true;
    button.click();
  });
}
