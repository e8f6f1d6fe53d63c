// @ts-check
/** What is asked before a fork: its moment and its name; and what it keeps. */

import { button, make, setText } from "../../kit/dom.js";
import { actCount, division } from "./family.model.js";
import { hms } from "../../core/format.js";
import { parseTime } from "../../core/address.js";
import { _ } from "../../core/words.js";

/** @import {Act} from "../../types.js" */
/** @typedef {{ at: number, name: string, engine: "same" | "today" }} Wish */

/**
 * @param {{ at: number, log: Act[] }} now
 * @param {{ fork: (wish: Wish) => void, close: () => void }} actions
 */
export function forkForm({ at, log }, { fork, close }) {
  const moment = make("input", {
    id: "fork-at",
    value: hms(at),
    autocomplete: "off",
    "aria-describedby": "fork-kept",
  });
  const name = make("input", { id: "fork-name", maxlength: "80", autocomplete: "off" });
  const kept = make("ul", { id: "fork-kept", class: "fork-kept" });
  const wrong = make("p", { class: "wrong", role: "alert", hidden: "" });
  const go = button(_("Fork and open"), () => send("same"), {
    id: "fork-go",
    class: "btn primary",
  });
  const anew = button(_("Compute again with today's engine"), () => send("today"), {
    id: "fork-anew",
    hidden: "",
  });
  const form = make(
    "form",
    { class: "fork-form" },
    labelled(_("Moment, ET"), moment),
    labelled(_("Name, may be empty"), name),
    kept,
    wrong,
    make("div", { class: "row" }, button(_("Cancel"), close), anew, go),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send("same");
  });
  moment.addEventListener("input", tell);
  tell();

  function tell() {
    const tick = parseTime(moment.value.trim());
    if (tick !== null) kept.replaceChildren(...keptOf(log, tick));
  }

  /** @param {"same" | "today"} engine */
  function send(engine) {
    const tick = parseTime(moment.value.trim());
    if (tick === null) return say(_("A time from 8:00:00 to 16:00:00, like 9:41:00."));
    say("");
    go.disabled = anew.disabled = true;
    fork({ at: tick, name: name.value, engine });
  }

  /** @param {string} words @param {boolean} [older] of another engine */
  function say(words, older = false) {
    setText(wrong, words);
    wrong.hidden = !words;
    anew.hidden = !older;
    go.disabled = anew.disabled = false;
  }
  return { form, say };
}

/** @param {Act[]} log @param {number} at */
function* keptOf(log, at) {
  const { kept, left } = division(log, at);
  const time = hms(at);
  yield make(
    "li",
    {},
    make("b", {}, _("Kept:")),
    " ",
    _("the morning up to {time}, with {acts}", { time, acts: actCount(kept) }),
  );
  yield make(
    "li",
    {},
    make("b", {}, _("Not kept:")),
    " ",
    left
      ? _("{acts} after {time}; notes and links stay with this run", {
          acts: actCount(left),
          time,
        })
      : _("notes and links: they stay with this run"),
  );
  yield make(
    "li",
    {},
    make("b", {}, _("Still happens:")),
    " ",
    _("what Knight's people do later, unless you take over"),
  );
}

/** @param {string} words @param {HTMLInputElement} field */
const labelled = (words, field) => make("label", {}, make("span", {}, words), field);
