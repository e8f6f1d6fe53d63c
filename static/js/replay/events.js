// @ts-check
/**
 * Markers of the timeline: a list of buttons that jump. The important names come first;
 * one that would touch another shows its time alone, or only its mark.
 */

import { button, byId, make } from "../kit/dom.js";
import { _ } from "../core/words.js";
import { fraction } from "../core/timescale.js";
import { markers } from "../core/events.js";
import { roving } from "../kit/roving.js";
import { disclosedUntil } from "../core/spoilers.js";

/** @import {Marker} from "../core/events.js" */
/** @import {Session} from "../core/session.js" */

const GAP = 10;

/**
 * @param {Pick<Session, "events" | "preset" | "store" | "view">} session
 * @param {(t: number) => void} jump
 */
export function eventMarkers(session, jump) {
  const list = byId("events");
  const keep = roving(list);

  /** @param {number} t */
  return function draw(t) {
    const { events, preset, store, view } = session;
    const run = { events, preset, line: store.line };
    const told = markers(run, { t, told: disclosedUntil(view) });
    const latest = told.findLast(({ passed }) => passed);
    const made = told.map((marker) => ({ marker, ...item(marker, jump) }));
    keep(() => list.replaceChildren(...made.map(({ element }) => element)));
    made.sort((a, b) => rank(a.marker, latest) - rank(b.marker, latest));
    settle(made.map(({ name }) => name));
  };
}

/**
 * The event just passed is always named; then passed before coming, exact before inferred.
 * @param {Marker} marker @param {Marker | undefined} latest
 */
function rank(marker, latest) {
  if (marker === latest) return -1;
  return (marker.passed ? 0 : 2) + (marker.exact ? 0 : 1);
}

/** @param {Marker} marker @param {(t: number) => void} jump */
function item(marker, jump) {
  const { tick, until, time, label, mark, source } = marker;
  const name = make("span", { class: "name" }, make("b", {}, time));
  const words = make("span", { class: "words" });
  if (label) words.append(` ${label}`);
  if (mark) words.append(" ", make("em", {}, mark));
  name.append(words);
  const point = make("i", { class: "point", "aria-hidden": "true" });
  const own = button("", () => jump(tick), {
    class: "event",
    title: _("{time} {label} ({source})", { time, label, source }),
  });
  own.append(point, name);
  const element = make("li", { class: classes(marker) }, own);
  element.style.left = percent(tick);
  if (until) element.append(range(tick, until));
  return { element, name };
}

/** @param {Marker} marker */
function classes({ passed, exact, contested, absent }) {
  const all = { passed, inferred: !exact, contested, absent };
  return Object.entries(all)
    .filter(([, on]) => on)
    .map(([word]) => word)
    .join(" ");
}

/** A time that is only known as a range is drawn as one. @param {number} from @param {number} to */
function range(from, to) {
  const bar = make("i", { class: "range", "aria-hidden": "true" });
  const line = byId("line").clientWidth;
  bar.style.width = `${((fraction(to) - fraction(from)) * line).toFixed(1)}px`;
  return bar;
}

/** @param {number} t */
const percent = (t) => `${(fraction(t) * 100).toFixed(3)}%`;

/** How a name may stand, the best first: beside its mark or over it, whole or short. */
const STANDS = [
  "",
  "from-right",
  "from-left",
  "brief",
  "brief from-right",
  "brief from-left",
];

/** @param {HTMLElement[]} names the important first */
function settle(names) {
  /** @type {DOMRect[]} */
  const kept = [];
  const edge = byId("line").getBoundingClientRect();
  for (const [i, name] of names.entries()) {
    const order = i ? STANDS : ["from-left", ...STANDS];
    const found = order.find((stand) => {
      name.className = `name ${stand}`;
      const box = name.getBoundingClientRect();
      const outside = box.left < edge.left - GAP || box.right > edge.right + GAP;
      if (outside || kept.some((other) => touches(box, other))) return false;
      kept.push(box);
      return true;
    });
    if (found === undefined) name.className = "name crowded";
  }
}

/** @param {DOMRect} a @param {DOMRect} b */
const touches = (a, b) => a.left < b.right + GAP && a.right > b.left - GAP;
