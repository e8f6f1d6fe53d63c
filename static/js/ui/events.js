// @ts-check
/** Markers of the timeline. The important names come first; one that would touch another hides. */

import { byId, make } from "./dom.js";
import { eventLabel, isExact } from "../core/events.js";
import { fraction } from "../core/timescale.js";

/** @import {RunEvent} from "../types.js" */
/** @import {Session} from "../core/session.js" */

const GAP = 10;

/** @param {Session} session */
export function eventMarkers(session) {
  /** @param {number} t */
  return function draw(t) {
    const seen = Math.max(t, session.view.furthest());
    const made = session.events.map((event) => marker(event, seen));
    byId("events").replaceChildren(
      ...made.flatMap(({ marker, name }) => [marker, name]),
    );
    settle(made);
  };
}

/** @param {RunEvent} event @param {number} seen */
function marker(event, seen) {
  const { told, time, label, mark } = eventLabel(event, seen);
  const share = fraction(event.tick);
  const left = `${(share * 100).toFixed(3)}%`;
  const classes = ["marker", told && "told", !isExact(event) && "inferred"];
  const title = told ? `${time} ${label} (${event.source || event.kind})` : time;
  const point = make("i", {
    class: [...classes, event.contested && "contested"].filter(Boolean).join(" "),
    title,
  });
  const name = make(
    "span",
    { class: "name", title },
    make("b", {}, time),
    told ? ` ${label}` : "",
  );
  if (mark) name.append(" ", make("em", {}, mark));
  if (share < 0.06) name.classList.add("from-left");
  if (share > 0.9) name.classList.add("from-right");
  point.style.left = left;
  name.style.left = left;
  return { marker: point, name, rank: (told ? 0 : 2) + (isExact(event) ? 0 : 1) };
}

/** @param {{ name: HTMLElement, rank: number }[]} made */
function settle(made) {
  /** @type {DOMRect[]} */
  const kept = [];
  for (const { name } of [...made].sort((a, b) => a.rank - b.rank)) {
    const box = name.getBoundingClientRect();
    const touches = kept.some(
      (k) => box.left < k.right + GAP && box.right > k.left - GAP,
    );
    name.classList.toggle("crowded", touches);
    if (!touches) kept.push(box);
  }
}
