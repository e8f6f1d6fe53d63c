// @ts-check
/** The cards of the scenarios: figures come in when a card comes into view. */

import { money } from "../core/format.js";
import { setText } from "../kit/dom.js";

/** @param {(address: string) => Promise<{ loss: number } | null>} figures */
export function cards(figures) {
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      seen.unobserve(target);
      void fill(target);
    }
  });
  for (const card of document.querySelectorAll("[data-figures]")) seen.observe(card);

  /** @param {HTMLElement} card */
  async function fill(card) {
    const found = await figures(card.dataset["figures"] ?? "");
    if (!found) return;
    for (const place of card.querySelectorAll("[data-loss]"))
      setText(place, money(-found.loss));
  }
}
