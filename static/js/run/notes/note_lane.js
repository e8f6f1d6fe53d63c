// @ts-check
/** The notes on the timeline: a mark each, or one for several that stand together. */

import { button, byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { brief, clusters, endOf, isResolved, span } from "./notes.model.js";
import { fraction } from "../../core/timescale.js";
import { roving } from "../../kit/roving.js";

/** @import {Thread} from "./notes.model.js" */

/** Pixels between two marks. */
const ROOM = 15;

/** @param {(thread: Thread) => void} press */
export function noteLane(press) {
  const line = byId("line");
  const lane = make("ol", { class: "lane notes-lane", "aria-label": _("Notes") });
  const keep = roving(lane);
  line.append(lane);

  /** @param {Thread[]} threads those that may be told, in the order of the morning */
  return function draw(threads) {
    const width = line.clientWidth;
    line.classList.toggle("noted", threads.length > 0);
    const groups = clusters(threads, (t) => fraction(t) * width, ROOM);
    keep(() => lane.replaceChildren(...groups.map((group) => mark(group, press))));
  };
}

/** @param {Thread[]} group @param {(thread: Thread) => void} press */
function mark(group, press) {
  const [first] = group;
  if (!first) throw new Error("a mark is of a note at least");
  const open = group.find(({ note }) => !isResolved(note));
  const own = button("", () => press(open ?? first), {
    class: `note-mark ${open ? "" : "resolved"}`,
  });
  const sign = make("i", { "aria-hidden": "true" });
  if (group.length > 1) sign.append(String(group.length));
  own.append(sign, tip(group, fraction(first.note.at)));
  const ranges = group.filter(({ note }) => note.last).map(range(first));
  const item = make("li", {}, ...ranges, own);
  item.style.left = percent(fraction(first.note.at));
  return item;
}

/** @param {Thread[]} group @param {number} at its share of the line */
function tip(group, at) {
  const own = make("span", { class: "tip" }, ...group.slice(0, 4).map(line));
  if (group.length > 4)
    own.append(make("span", {}, _("{n} more", { n: group.length - 4 })));
  if (at > 0.5) own.classList.add("from-right");
  return own;
}

/** The stretch that a note speaks of, from where its mark stands. @param {Thread} first */
const range =
  (first) =>
  (/** @type {Thread} */ { note }) => {
    const bar = make("span", { class: "note-range" });
    const line = byId("line").clientWidth;
    const from = fraction(first.note.at);
    bar.style.left = `${(fraction(note.at) - from) * line}px`;
    bar.style.width = `${(fraction(endOf(note)) - fraction(note.at)) * line}px`;
    return bar;
  };

/** @param {Thread} thread */
function line({ note, answers }) {
  const more = answers.length ? ` (+${answers.length})` : "";
  const words = note.deleted ? _("deleted") : brief(note, 90);
  return make(
    "span",
    {},
    make("b", {}, span(note)),
    " ",
    make("bdi", {}, note.author),
    ": ",
    make("bdi", {}, words),
    more,
  );
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(3)}%`;
