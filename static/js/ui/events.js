// @ts-check
/** Markers of the timeline. The important names come first; one that would touch another hides. */

import { byId, make } from "./dom.js";
import { eventLabel, happens, isExact } from "../core/events.js";
import { fraction } from "../core/timescale.js";

/** @import {RunEvent} from "../types.js" */
/** @import {Session} from "../core/session.js" */

const GAP = 10;

/** @param {Session} session */
export function eventMarkers(session) {
  /** @param {number} t */
  return function draw(t) {
    const told = Math.max(t, session.view.furthest());
    const latest = session.events.findLast(({ tick }) => tick <= t);
    const { preset, store } = session;
    const made = session.events.map((event) =>
      marker(event, told, happens(event, { preset, line: store.line })),
    );
    const parts = made.flatMap(({ range, point, name }) => [...range, point, name]);
    byId("events").replaceChildren(...parts);
    settle(made.map(({ name, event }) => ({ name, rank: rank(event, told, latest) })));
  };
}

/**
 * The event just passed is always named; then told before untold, exact before inferred.
 * @param {RunEvent} event @param {number} told @param {RunEvent | undefined} latest
 */
function rank(event, told, latest) {
  if (event === latest) return -1;
  return (event.tick <= told ? 0 : 2) + (isExact(event) ? 0 : 1);
}

/** @param {RunEvent} event @param {number} until what may be told @param {boolean | undefined} inRun */
function marker(event, until, inRun) {
  const { told, absent, time, label, mark } = eventLabel(event, until, inRun);
  const missing = absent ? ", not in this run" : "";
  const title = told
    ? `${time} ${label} (${event.source || event.kind})${missing}`
    : time;
  const classes = [
    "marker",
    told ? "told" : "",
    isExact(event) ? "" : "inferred",
    event.contested ? "contested" : "",
    absent ? "absent" : "",
  ];
  const point = make("i", { class: classes.join(" ").trim(), title });
  const name = make("span", { class: "name", title }, make("b", {}, time));
  name.classList.toggle("absent", absent);
  if (label) name.append(` ${label}`);
  if (mark) name.append(" ", make("em", {}, mark));
  const share = fraction(event.tick);
  if (share < 0.06) name.classList.add("from-left");
  if (share > 0.88) name.classList.add("from-right");
  for (const part of [point, name]) part.style.left = percent(event.tick);
  const range = span(event);
  for (const bar of range) bar.classList.toggle("absent", absent);
  return { event, point, name, range };
}

/** A time that is only known as a range is drawn as one. @param {RunEvent} event */
function span({ tick, until }) {
  if (!until) return [];
  const bar = make("i", { class: "range" });
  bar.style.left = percent(tick);
  bar.style.width = `calc(${percent(until)} - ${percent(tick)})`;
  return [bar];
}

/** @param {number} t */
const percent = (t) => `${(fraction(t) * 100).toFixed(3)}%`;

/** @param {{ name: HTMLElement, rank: number }[]} made */
function settle(made) {
  /** @type {DOMRect[]} */
  const kept = [];
  const edge = byId("line").getBoundingClientRect();
  for (const { name } of [...made].sort((a, b) => a.rank - b.rank)) {
    if (name.getBoundingClientRect().right > edge.right) {
      name.classList.add("from-right");
    }
    const box = name.getBoundingClientRect();
    const touches = kept.some(
      (k) => box.left < k.right + GAP && box.right > k.left - GAP,
    );
    name.classList.toggle("crowded", touches);
    if (!touches) kept.push(box);
  }
}
