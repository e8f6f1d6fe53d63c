// @ts-check
/** The line of a capsule: whether it is what was written, and of what. */

import { byId, make } from "../ui/dom.js";
import { opened, partOf } from "../net/capsule.js";
import { _ } from "../core/words.js";
import { notesButton } from "../ui/capsule_notes.js";
import { verdict } from "../core/capsule.js";
import { wireTime } from "../core/format.js";

const line = byId("capsule-line");
const { checked } = opened();

line.replaceChildren(
  make("strong", {}, verdict(checked)),
  ...described(partOf("about")),
  make("span", {}, _("Works without network.")),
  ...noted(partOf("notes")),
);
line.dataset["match"] = checked.faults.length ? "no" : "yes";
line.title = checked.hash;

/** @param {any} told */
function noted(told) {
  const jump = (/** @type {number} */ t) => (location.hash = `t=${wireTime(t)}`);
  return told?.notes?.length ? [notesButton(told.notes, jump)] : [];
}

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
