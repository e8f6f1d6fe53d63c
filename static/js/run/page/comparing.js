// @ts-check
/** The dialog that asks with which runs this one is to be compared. */

import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { doneAndLost } from "../../core/run_words.js";
import { hms, wallTime } from "../../core/format.js";
import { idIn } from "../../replay/comparison.model.js";

/** @import {CandidateInfo} from "../../types.js" */

const MOST = 7;

/**
 * @param {CandidateInfo[] | null} found null where the list could not be read
 * @param {(ids: string[], alone: boolean) => Promise<string | null>} compare with these,
 *   and with the run left alone; why it cannot be, in words
 */
export function comparingDialog(found, compare) {
  const field = make("input", { autocomplete: "off", spellcheck: "false" });
  const boxes = (found ?? []).map(({ id }) =>
    make("input", { type: "checkbox", value: id }),
  );
  const alone = make("input", { type: "checkbox", id: "compare-alone" });
  const problem = make("p", { class: "problem", role: "alert", hidden: "" });
  const refuse = (/** @type {string} */ words) => {
    problem.hidden = false;
    setText(problem, words);
  };
  const form = make(
    "form",
    { class: "choosing", method: "dialog" },
    make("h2", { id: "comparing-title" }, _("Compare this run with")),
    make("ul", { class: "candidates" }, leftAlone(alone)),
    list(found, boxes),
    make("label", { class: "field" }, _("Or the address of a run, or its id"), field),
    problem,
    make(
      "p",
      { class: "row" },
      button(_("Cancel"), () => dialog.close()),
      make("button", { class: "btn primary" }, _("Compare")),
    ),
  );
  const dialog = make("dialog", {
    id: "dialog-compare",
    "aria-labelledby": "comparing-title",
    class: "wide",
  });
  dialog.append(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    const id = idIn(typed);
    const ids = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const all = [...new Set([...ids, ...(id ? [id] : [])])];
    const count = all.length + Number(alone.checked);
    if (typed && !id) refuse(_("That is not the address of a run."));
    else if (!count) refuse(_("Choose a run, or paste its address."));
    else if (count > MOST)
      refuse(_("At most {most} others fit on one page.", { most: MOST }));
    else {
      const wrong = await compare(all, alone.checked);
      if (wrong) refuse(wrong);
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  alone.focus();
}

/** @param {CandidateInfo[] | null} found @param {HTMLInputElement[]} boxes */
function list(found, boxes) {
  if (!found) return make("p", {}, _("The list of runs could not be read."));
  if (!found.length) return make("p", {}, _("There is no other run here yet."));
  const items = found.map((run, i) =>
    make("li", {}, make("label", {}, boxes[i] ?? "", " ", words(run))),
  );
  return make(
    "div",
    { class: "scrolls", tabindex: "0", role: "region", "aria-label": _("Runs") },
    make("ul", { class: "candidates" }, ...items),
  );
}

/** @param {HTMLInputElement} box */
function leftAlone(box) {
  const about = _("A fork of it at 8:00:00, in which nobody acts");
  const said = make(
    "span",
    {},
    make("b", {}, _("This run left alone")),
    make("span", { class: "help" }, about),
  );
  return make("li", {}, make("label", {}, box, said));
}

/** @param {CandidateInfo} run */
function words(run) {
  const { name, title, seed, forked_at: at, relation, created } = run;
  const related = {
    parent: _("this run was forked from it"),
    fork: _("a fork of this run"),
    sibling: _("a fork of the same run"),
    "": "",
  }[relation];
  const parts = [
    ...(name ? [_(title)] : []),
    _("seed {seed}", { seed }),
    doneAndLost(run),
    ...(at === null ? [] : [_("forked at {time}", { time: hms(at) })]),
    ...(related ? [related] : []),
    _("begun at {time}", { time: wallTime(created) }),
  ];
  return make(
    "span",
    {},
    make("b", { dir: "auto" }, name || _(title)),
    make("span", { class: "help" }, parts.join(" · ")),
  );
}
