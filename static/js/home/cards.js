// @ts-check
/** The cards of the scenarios: figures come in when a card comes into view. */

import { money } from "../core/format.js";
import { setText } from "../kit/dom.js";
import { verdict } from "./verdict.model.js";

/** @import {Claim} from "./verdict.model.js" */

/** @param {(address: string) => Promise<{ loss: number, claims: Claim[] } | null>} figures */
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
    const place = card.querySelector("[data-verdict]");
    if (place) say(place, found.claims);
  }
}

/** @param {Element} place @param {Claim[]} claims */
function say(place, claims) {
  const { agrees, words } = verdict(claims);
  place.classList.add(agrees ? "agrees" : "refuted");
  setText(place, words);
}
