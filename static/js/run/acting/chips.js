// @ts-check
/** Which servers an act is for: one, several, or all; at least one is always chosen. */

import { _ } from "../../core/words.js";
import { button, byId } from "../../kit/dom.js";

export class ServerChips {
  group = byId("chips");
  /** Numbers of servers. @type {Set<number>} */
  picked = new Set();
  /** How many servers there are. */
  total = 0;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** @param {number} servers */
  build(servers) {
    if (servers === this.total) return;
    this.total = servers;
    const chips = this.all().map((number) =>
      button(String(number), () => this.toggle(number), {
        "aria-label": _("Server {number}", { number }),
      }),
    );
    this.group.replaceChildren(
      ...chips,
      button(_("All"), () => this.choose(this.all())),
    );
    this.choose(this.all());
  }

  /** @private */
  all() {
    return Array.from({ length: this.total }, (_none, i) => i + 1);
  }

  /** @returns {number[] | "all"} */
  chosen() {
    return this.picked.size === this.total ? "all" : this.numbers();
  }

  numbers() {
    return [...this.picked].sort((a, b) => a - b);
  }

  /** @param {number} server @private */
  toggle(server) {
    if (this.picked.size === this.total) return this.choose([server]);
    if (!this.picked.delete(server)) this.picked.add(server);
    this.choose(this.picked.size ? this.picked : this.all());
  }

  /** @param {Iterable<number>} servers @private */
  choose(servers) {
    this.picked = new Set(servers);
    const all = this.chosen() === "all";
    [...this.group.children].forEach((chip, i) => {
      const on = i === this.total ? all : !all && this.picked.has(i + 1);
      chip.setAttribute("aria-pressed", String(on));
    });
    this.changed();
  }
}
