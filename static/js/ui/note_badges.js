// @ts-check
/** A panel that has a note at this moment says so on its head. */

import { button, setAttribute, setText } from "./dom.js";
import { _ } from "../core/words.js";

/** Where each panel's head is. */
const HEADS = {
  loss: ".loss > header",
  servers: ".servers > header",
  flow: ".flow > header",
  positions: ".positions > header",
  inbox: ".inbox > header",
  stocks: ".stocks > header",
  tape: "#view-tape header",
  telemetry: ".telemetry > header",
};

export function noteBadges() {
  /** @type {Map<string, HTMLButtonElement>} */
  const made = new Map();

  /** @param {Record<string, number>} counts by panel @param {() => void} open */
  return function draw(counts, open) {
    for (const [panel, head] of Object.entries(HEADS)) {
      const count = counts[panel] ?? 0;
      if (!count && !made.has(panel)) continue;
      const own = made.get(panel) ?? button("", open, { class: "note-badge" });
      if (!made.has(panel)) document.querySelector(`${head} h2`)?.after(own);
      made.set(panel, own);
      own.hidden = !count;
      setText(own, String(count));
      setAttribute(own, "aria-label", _("Notes on this panel now: {n}", { n: count }));
    }
  };
}
