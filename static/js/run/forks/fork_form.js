// @ts-check
/** What is asked before a fork: its moment and its name; and what it keeps. */

import { button, make, setText } from "../../kit/dom.js";
import { actCount } from "../../core/run_words.js";
import { division } from "./family.model.js";
import { hms } from "../../core/format.js";
import { onSubmit } from "../../kit/forms.js";
import { parseTime } from "../../core/address.js";
import { _ } from "../../core/words.js";

/** @import {Act} from "../../types.js" */
/** @typedef {{ at: number, name: string, engine: "same" | "today" }} ForkRequest */

export class ForkForm {
  name = make("input", { id: "fork-name", maxlength: "80", autocomplete: "off" });
  kept = make("ul", { id: "fork-kept", class: "fork-kept" });
  wrong = make("p", { class: "wrong", role: "alert", hidden: "" });
  go = button(_("Fork and open"), () => this.send("same"), {
    id: "fork-go",
    class: "btn primary",
  });
  /** Offered where the run is of another engine. */
  anew = button(_("Compute again with today's engine"), () => this.send("today"), {
    id: "fork-anew",
    hidden: "",
  });

  /**
   * @param {{ at: number, log: Act[] }} now
   * @param {{ fork: (request: ForkRequest) => void, close: () => void }} actions
   */
  constructor({ at, log }, { fork, close }) {
    this.log = log;
    this.fork = fork;
    this.moment = make("input", {
      id: "fork-at",
      value: hms(at),
      autocomplete: "off",
      "aria-describedby": "fork-kept",
    });
    this.element = this.made(button(_("Cancel"), close));
    onSubmit(this.element, () => this.send("same"));
    this.moment.addEventListener("input", () => this.tell());
    this.tell();
  }

  /** @param {HTMLButtonElement} cancel @private */
  made(cancel) {
    return make(
      "form",
      { class: "fork-form" },
      labelled(_("Moment, ET"), this.moment),
      labelled(_("Name, may be empty"), this.name),
      this.kept,
      this.wrong,
      make("div", { class: "row" }, cancel, this.anew, this.go),
    );
  }

  /** What a fork at the moment in the field keeps. @private */
  tell() {
    const tick = parseTime(this.moment.value.trim());
    if (tick !== null) this.kept.replaceChildren(...keptOf(this.log, tick));
  }

  /** @param {ForkRequest["engine"]} engine @private */
  send(engine) {
    const at = parseTime(this.moment.value.trim());
    if (at === null)
      return this.say(_("A time from 8:00:00 to 16:00:00, like 9:41:00."));
    this.say("");
    this.go.disabled = this.anew.disabled = true;
    this.fork({ at, name: this.name.value, engine });
  }

  /** It would not be made for this browser: why, and what it takes. @param {string} words */
  refuse(words) {
    this.say(words);
    for (const own of [this.moment, this.name, this.go]) own.disabled = true;
    this.kept.hidden = true;
  }

  /** @param {string} words @param {boolean} [older] of another engine */
  say(words, older = false) {
    setText(this.wrong, words);
    this.wrong.hidden = !words;
    this.anew.hidden = !older;
    this.go.disabled = this.anew.disabled = false;
  }
}

/** @param {Act[]} log @param {number} at */
function keptOf(log, at) {
  const { kept, left } = division(log, at);
  const time = hms(at);
  const past = _("the morning up to {time}, with {acts}", {
    time,
    acts: actCount(kept),
  });
  const stays = left
    ? _("{acts} after {time}; notes and links stay with this run", {
        acts: actCount(left),
        time,
      })
    : _("notes and links: they stay with this run");
  const coming = _("what Knight's people do later, unless you take over");
  return [
    item(_("Kept:"), past),
    item(_("Not kept:"), stays),
    item(_("Still happens:"), coming),
  ];
}

/** @param {string} head @param {string} words */
const item = (head, words) => make("li", {}, make("b", {}, head), " ", words);

/** @param {string} words @param {HTMLInputElement} field */
const labelled = (words, field) => make("label", {}, make("span", {}, words), field);
