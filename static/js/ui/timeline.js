// @ts-check
/** The scrubber and the lanes under it. Nothing ahead of what was shown is told. */

import { UNITS, axisMarks, fraction, tickOfUnits, unitsOf } from "../core/timescale.js";
import { byId, inputById, make, setAttribute, svgById } from "./dom.js";
import { hm, hms, money } from "../core/format.js";
import { BREAK } from "../core/timescale.js";
import { miniShape } from "../core/shape.js";

/** @import {Act, Email} from "../types.js" */
/** @import {Session} from "../core/session.js" */

/** Width of the lanes' view boxes. */
const WIDE = 10000;

/** @param {number} t */
const x = (t) => (fraction(t) * WIDE).toFixed(1);

/** @param {number} t */
const percent = (t) => `${(fraction(t) * 100).toFixed(3)}%`;

/**
 * @param {Session} session
 * @param {{ drag: (t: number) => void, seek: (t: number) => void }} actions
 */
export function scrubber(session, { drag, seek }) {
  const scrub = inputById("scrub");
  const line = byId("line");
  const knob = byId("knob");
  const mark = byId("run-mark");
  let width = line.clientWidth;
  let shown = -1;
  scrub.max = String(UNITS);
  scrub.addEventListener("input", () => drag(tickOfUnits(Number(scrub.value))));
  scrub.addEventListener("change", () => seek(tickOfUnits(Number(scrub.value))));
  for (const end of ["pointerup", "pointercancel"]) {
    scrub.addEventListener(end, () => setTimeout(letGo));
  }
  new ResizeObserver(() => (width = line.clientWidth)).observe(line);
  drawAxis();

  /** Dragged back to where it was: no change event ends the preview. */
  function letGo() {
    if (session.view.preview !== null) seek(session.view.preview);
  }

  /** Every frame: transforms, and once a second the value. @param {number} t */
  return function draw(t) {
    const { view, store } = session;
    knob.style.transform = `translateX(${(fraction(t) * width).toFixed(1)}px)`;
    mark.hidden = !view.detached;
    if (view.detached) {
      mark.style.transform = `translateX(${fraction(view.runTime()) * width}px)`;
    }
    if (Math.floor(t) === shown) return;
    shown = Math.floor(t);
    if (view.preview === null) scrub.value = String(unitsOf(t));
    const { frame, none } = session.showing(t);
    const loss = money(store.line.at("pnl_exit", frame));
    const words = none ? "not computed yet" : `getting out now ${loss}`;
    setAttribute(scrub, "aria-valuetext", `${hms(t)}, ${words}`);
  };
}

function drawAxis() {
  const marks = axisMarks();
  const labels = marks.map((t) => {
    const label = make("span", {}, hm(t));
    label.style.left = percent(t);
    if ((t / 900) % 2 || t >= BREAK) label.className = "odd";
    return label;
  });
  byId("axis").replaceChildren(...labels);
  const gap = make("div", { class: "break", title: "From here the scale is smaller" });
  gap.style.left = percent(BREAK);
  byId("line").append(gap);
}

/** @param {Session} session @param {() => Email[]} emails */
export function lanes(session, emails) {
  return function draw() {
    const { line } = session.store;
    const seen = session.seen();
    const ticks = emails().filter(({ at }) => at <= seen);
    setAttribute(
      svgById("mail-ticks"),
      "d",
      ticks.map(({ at }) => `M${x(at)} 0V10`).join(""),
    );
    setAttribute(svgById("held"), "d", extent(line.known));
    setAttribute(
      svgById("shape"),
      "d",
      miniShape(line, seen, (s) => fraction(s) * WIDE),
    );
    byId("acts-lane").replaceChildren(...session.log.map(actMark));
  };
}

/** What has been computed, as bars. @param {Uint8Array} known frames in each minute */
function extent(known) {
  let path = "";
  known.forEach((frames, minute) => {
    if (!frames) return;
    path += `M${x(minute * 60)} 0H${x(minute * 60 + frames)}V100H${x(minute * 60)}Z`;
  });
  return path;
}

/** @param {Act} act */
function actMark(act) {
  const title = `${hms(act.tick)} ${act.what}${act.struck ? " (struck out)" : ""}`;
  const mark = make("i", { title, class: act.struck ? "struck" : "" });
  mark.style.left = percent(act.tick);
  return mark;
}
