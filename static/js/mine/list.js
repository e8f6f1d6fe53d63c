// @ts-check
/** My runs as a list: its rows, the sums in them, and its order. */

import { exactMoney, money } from "../core/format.js";
import { byId } from "../kit/dom.js";

/** @returns {HTMLElement[]} */
export const rows = () =>
  /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#mine > li")]);

/** @param {Element} row */
export const runOf = (row) => /** @type {HTMLElement} */ (row).dataset.run ?? "";

/** A loss is negative on every page, to the cent where it is pointed at. */
export function losses() {
  for (const element of document.querySelectorAll("[data-cents]")) {
    const shown = /** @type {HTMLElement} */ (element);
    const cents = -Number(shown.dataset.cents);
    shown.textContent = money(cents);
    shown.title = exactMoney(cents);
    shown.classList.toggle("gain", cents > 0);
  }
}

/** Another order is shown as soon as it is chosen. */
export function sorting() {
  const sort = document.querySelector("#sort");
  sort?.addEventListener("change", () =>
    /** @type {HTMLFormElement} */ (byId("find")).submit(),
  );
}
