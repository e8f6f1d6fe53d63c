// @ts-check
/** What few people need is fetched when the first of them wants it. */

import { _ } from "../core/words.js";
import { make } from "./dom.js";
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
  const again = (/** @type {unknown} */ error) => {
    coming = null;
    throw error;
  };
  return () => orSay(() => (coming ??= load().catch(again)));
}

/**
 * What was fetched, or null once it is said that it could not be.
 * @template T
 * @param {() => Promise<T>} fetched
 * @returns {Promise<T | null>}
 */
export async function orSay(fetched) {
  try {
    return await fetched();
  } catch {
    toast(_("The view could not be fetched. Is the server still there?"));
    return null;
  }
}

export const isPhone = () => matchMedia("(max-width: 760px)").matches;

/**
 * On a wide screen at once, or after something else; on a phone when somebody wants it, and
 * before it is printed.
 * @param {() => Promise<unknown>} fetched @param {Promise<unknown>} [after]
 */
export function atOnceIfWide(fetched, after = Promise.resolve()) {
  if (!isPhone()) void after.then(fetched);
  else addEventListener("beforeprint", () => void fetched(), { once: true });
}

/** @type {Map<string, Promise<void>>} */
const sheets = new Map();

/**
 * The style sheets of what was fetched, with blanks between; a capsule names none, as it
 * has them all.
 * @param {string} [hrefs]
 */
export async function styled(hrefs = "") {
  const wanted = hrefs.split(" ").filter(Boolean);
  for (const href of wanted) if (!sheets.has(href)) sheets.set(href, linked(href));
  await Promise.all(wanted.map((href) => sheets.get(href)));
}

/** @param {string} href @returns {Promise<void>} */
function linked(href) {
  const link = make("link", { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      link.remove();
      sheets.delete(href);
      reject(new Error(href));
    });
    // Before the modes, so that those still win.
    document.querySelector("link[data-wins]")?.before(link);
  });
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
