// @ts-check
/** A list of buttons with one stop for the Tab key; the arrows go from one to the next. */

import { onKey } from "./keys.js";

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * @param {HTMLElement} list
 * @returns {(fill: () => void) => void} fills the list and leaves the focus where it was
 */
export function roving(list) {
  let at = 0;
  const buttons = () => [...list.querySelectorAll("button")];

  /** @param {number} to @param {boolean} focus */
  function go(to, focus) {
    const all = buttons();
    at = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((own, i) => (own.tabIndex = i === at ? 0 : -1));
    if (focus) all[at]?.focus();
  }

  onKey(list, (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    go(at + step, true);
  });
  list.addEventListener("focusin", ({ target }) => {
    const found = buttons().findIndex((own) => own === target);
    if (found >= 0 && found !== at) go(found, false);
  });

  return (fill) => {
    const focused = list.contains(document.activeElement);
    fill();
    go(at, focused);
  };
}
