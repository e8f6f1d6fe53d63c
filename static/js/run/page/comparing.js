// @ts-check
/** The dialog that asks with which runs this one is to be compared. */

import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { doneAndLost } from "../../core/run_words.js";
import { hms, wallTime } from "../../core/format.js";
import { idIn } from "../../replay/comparison.model.js";
import { onSubmit } from "../../kit/forms.js";

/** @import {CandidateInfo} from "../../types.js" */

const MOST = 7;

/**
 * Compares with these, and with the run left alone; says why it cannot be, in words.
 * @typedef {(ids: string[], alone: boolean) => Promise<string | null>} Compare
 */

export class ComparingDialog {
  field = make("input", { autocomplete: "off", spellcheck: "false" });
  alone = make("input", { type: "checkbox", id: "compare-alone" });
  problem = make("p", { class: "problem", role: "alert", hidden: "" });

  /**
   * @param {CandidateInfo[] | null} found null where the list could not be read
   * @param {Compare} compare
   */
  constructor(found, compare) {
    this.compare = compare;
    this.boxes = (found ?? []).map(({ id }) =>
      make("input", { type: "checkbox", value: id }),
    );
    this.form = this.made(found);
    this.dialog = make(
      "dialog",
      { id: "dialog-compare", "aria-labelledby": "comparing-title", class: "wide" },
      this.form,
    );
    this.dialog.addEventListener("close", () => this.dialog.remove());
    onSubmit(this.form, () => void this.send());
  }

  /** @param {CandidateInfo[] | null} found @private */
  made(found) {
    const cancel = button(_("Cancel"), () => this.dialog.close());
    const address = _("Or the address of a run, or its id");
    return make(
      "form",
      { class: "choosing", method: "dialog" },
      make("h2", { id: "comparing-title" }, _("Compare this run with")),
      make("ul", { class: "candidates" }, leftAlone(this.alone)),
      list(found, this.boxes),
      make("label", { class: "field" }, address, this.field),
      this.problem,
      make(
        "p",
        { class: "row" },
        cancel,
        make("button", { class: "btn primary" }, _("Compare")),
      ),
    );
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.alone.focus();
  }

  /** @private */
  async send() {
    const typed = this.field.value.trim();
    const id = idIn(typed);
    if (typed && !id) return this.refuse(_("That is not the address of a run."));
    const ticked = this.boxes.filter(({ checked }) => checked);
    const all = new Set([...ticked.map(({ value }) => value), ...(id ? [id] : [])]);
    const count = all.size + Number(this.alone.checked);
    if (!count) return this.refuse(_("Choose a run, or paste its address."));
    if (count > MOST)
      return this.refuse(_("At most {most} others fit on one page.", { most: MOST }));
    this.refuse(await this.compare([...all], this.alone.checked));
  }

  /** @param {string | null} why nothing: it was not refused @private */
  refuse(why) {
    if (!why) return;
    this.problem.hidden = false;
    setText(this.problem, why);
  }
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
  const related = RELATED[relation]();
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

const RELATED = {
  parent: () => _("this run was forked from it"),
  fork: () => _("a fork of this run"),
  sibling: () => _("a fork of the same run"),
  "": () => "",
};
