// @ts-check
/** Which servers an act is for: one, several, or all; at least one is always chosen. */

import { _ } from "../../../core/words.js";
import { button, byId } from "../../../kit/dom.js";

/** @param {() => void} changed */
export function serverChips(changed) {
  /** @type {Set<number>} */
  let chosen = new Set();
  let total = 0;
  const group = byId("chips");

  function mark() {
    const all = chosen.size === total;
    [...group.children].forEach((chip, i) => {
      const on = i === total ? all : !all && chosen.has(i + 1);
      chip.setAttribute("aria-pressed", String(on));
    });
    changed();
  }

  function everything() {
    chosen = new Set(Array.from({ length: total }, (_, i) => i + 1));
    mark();
  }

  /** @param {number} server */
  function toggle(server) {
    if (chosen.size === total) chosen = new Set([server]);
    else if (!chosen.delete(server)) chosen.add(server);
    if (chosen.size) mark();
    else everything();
  }

  const numbers = () => [...chosen].sort((a, b) => a - b);

  return {
    /** @param {number} servers */
    build(servers) {
      if (servers === total) return;
      total = servers;
      const chips = Array.from({ length: total }, (_none, i) =>
        button(String(i + 1), () => toggle(i + 1), {
          "aria-label": _("Server {number}", { number: i + 1 }),
        }),
      );
      group.replaceChildren(...chips, button(_("All"), everything));
      everything();
    },
    /** @returns {number[] | "all"} */
    chosen: () => (chosen.size === total ? "all" : numbers()),
    numbers,
  };
}
