// @ts-check
/** A panel that has a note at this moment says so on its head. */

import { button, setAttribute, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** What stands before the badge of each panel. */
const BEFORE = {
  loss: ".loss > header h2",
  servers: ".servers > header h2",
  flow: ".flow > header h2",
  positions: ".positions > header h2",
  inbox: ".inbox > header h2",
  stocks: ".stocks > header h2",
  stock: "#stock-time",
  desk: "#account-title",
  tape: "#view-tape header h2",
  telemetry: ".telemetry > header h2",
  timeline: ".transport .clock small",
};

export function noteBadges() {
  /** @type {Map<string, HTMLButtonElement>} */
  const made = new Map();

  /** @param {Record<string, number>} counts by panel @param {() => void} open */
  return function draw(counts, open) {
    for (const [panel, before] of Object.entries(BEFORE)) {
      const count = counts[panel] ?? 0;
      if (!count && !made.has(panel)) continue;
      const own = made.get(panel) ?? button("", open, { class: "note-badge" });
      if (!made.has(panel)) document.querySelector(before)?.after(own);
      made.set(panel, own);
      own.hidden = !count;
      setText(own, String(count));
      setAttribute(own, "aria-label", _("Notes on this panel now: {n}", { n: count }));
    }
  };
}
