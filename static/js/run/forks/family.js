// @ts-check
/** The tree of forks as a list in lists: every run a link, the one that is open marked. */

import { aboutRun, nameOf } from "./family.model.js";
import { _ } from "../../core/words.js";
import { make } from "../../kit/dom.js";

/** @import {Branch} from "./family.model.js" */

/** @param {Branch} root @returns {HTMLElement} */
export function familyList(root) {
  return make(
    "ul",
    { class: "family", "aria-label": _("Tree of forks") },
    familyItem(root),
  );
}

/** @param {Branch} branch @returns {HTMLElement} */
function familyItem({ run, here, forks }) {
  const name = make("a", { href: run.url }, nameOf(run));
  if (here) name.setAttribute("aria-current", "page");
  const item = make("li", {}, name, " ", make("small", {}, aboutRun(run)));
  if (forks.length) item.append(make("ul", {}, ...forks.map(familyItem)));
  return item;
}
