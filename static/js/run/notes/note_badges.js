// @ts-check
/** A panel that has a note at this moment says so on its head. */

import { PANELS, panelElement } from "../panels/index.js";
import { button, setAttribute, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

export function noteBadges() {
  /** @type {Map<string, HTMLButtonElement>} */
  const made = new Map();

  /** @param {Record<string, number>} counts by panel @param {() => void} open */
  return function draw(counts, open) {
    for (const { name } of PANELS) {
      const count = counts[name] ?? 0;
      if (!count && !made.has(name)) continue;
      const own = made.get(name) ?? button("", open, { class: "note-badge" });
      if (!made.has(name)) headOf(name)?.after(own);
      made.set(name, own);
      own.hidden = !count;
      setText(own, String(count));
      setAttribute(own, "aria-label", _("Notes on this panel now: {n}", { n: count }));
    }
  };
}

/** What stands before the badge: what says so, or the title. @param {string} name */
const headOf = (name) =>
  panelElement(name)?.querySelector("[data-badge-after], header h2:not(.sr)");
