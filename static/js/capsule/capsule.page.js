// @ts-check
/** The line of a capsule: whether it is what was written, and of what. */

import { byId, make } from "../kit/dom.js";
import { inOtherPage, verdict } from "./capsule.model.js";
import { opened, partOf } from "./capsule.api.js";
import { _ } from "../core/words.js";
import { isOther } from "./added.js";

const line = byId("capsule-line");
const own = opened().checked;
const checked = isOther() ? inOtherPage(own) : own;

line.replaceChildren(
  make("strong", {}, verdict(checked)),
  ...described(partOf("about")),
  make("span", {}, _("Works without network.")),
);
line.dataset["match"] = checked.faults.length ? "no" : "yes";
line.title = checked.hash;

/** @param {any} about */
function described(about) {
  if (!about) return [];
  const words = _(
    "{scenario}, seed {seed}, engine {engine}, epoch {epoch}, {from} to {to} ET",
    {
      scenario: about.scenario,
      seed: about.seed,
      engine: about.engine_version,
      epoch: about.epoch,
      from: about.from,
      to: about.to,
    },
  );
  return [make("span", {}, words)];
}
