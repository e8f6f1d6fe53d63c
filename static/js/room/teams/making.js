// @ts-check
/** The form in which a host makes teams. */

import { _ } from "../../core/words.js";
import { field } from "../../kit/forms.js";
import { make } from "../../kit/dom.js";
import { parseTime } from "../../core/address.js";
import { teamNames } from "./teams.model.js";

/** @typedef {{ names: string[], at: number, delay: number }} Teams */

const MOST = 12;

export class MakingForm {
  /** Whether the host has opened, closed or sent it. */
  touched = false;
  count = number("teams-count", 2, 1, MOST);
  delay = number("teams-delay", 120, 0, 1800);
  at = make("input", { id: "teams-at", value: "9:29:00", autocomplete: "off" });
  names = make("textarea", { id: "teams-names", rows: "4", dir: "auto" });

  /** @param {(teams: Teams) => void} send */
  constructor(send) {
    this.send = send;
    const form = make(
      "form",
      { class: "teams-form" },
      field(_("How many"), this.count),
      field(_("They begin at"), this.at),
      field(_("Delay of acts, seconds (assumed)"), this.delay),
      field(_("Their names, one a line"), this.names),
      make("p", { class: "help" }, about()),
      make("button", { class: "btn primary", id: "make-teams" }, _("Make the teams")),
    );
    const words = make("summary", {}, _("New teams"));
    this.element = make("details", { id: "teams-new" }, words, form);
    this.element.addEventListener("toggle", () => (this.touched = true));
    this.count.addEventListener("input", () => this.propose());
    this.at.addEventListener("input", () => this.at.setCustomValidity(""));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.propose();
  }

  /** Names for as many as there will be. @private */
  propose() {
    this.names.value = teamNames(Number(this.count.value)).join("\n");
  }

  /** @private */
  submit() {
    const at = this.second();
    if (at === null) return;
    this.touched = true;
    this.element.open = false;
    const given = this.names.value.split("\n").map((name) => name.trim());
    const names = Array.from(
      { length: Number(this.count.value) },
      (_none, i) => given[i] ?? "",
    );
    this.send({ names, at, delay: Number(this.delay.value) });
  }

  /** When they begin; null, and it is said, where that is no time. @private */
  second() {
    const second = parseTime(this.at.value.trim());
    const lacking = second === null ? _("A time from 8:00:00 to 15:59:59") : "";
    this.at.setCustomValidity(lacking);
    return this.at.reportValidity() ? second : null;
  }
}

const about = () =>
  _(
    "Each team gets a fork of the room's run from that moment, with the controls: what was done in 2012 happens no more by itself. Everybody in the room is dealt out in turn.",
  );

/** @param {string} id @param {number} value @param {number} min @param {number} max */
const number = (id, value, min, max) =>
  make("input", {
    id,
    type: "number",
    value: String(value),
    min: String(min),
    max: String(max),
    required: "",
  });
