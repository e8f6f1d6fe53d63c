// @ts-check
/** The scrubber and its axis. The morning is wide, the afternoon a second lane, compressed. */

import { BREAK, COMPRESSED, UNITS } from "../core/timescale.js";
import { axisMarks, fraction, tickOfUnits, unitsOf } from "../core/timescale.js";
import { byId, inputById, make, setAttribute, setText, widthOf } from "../kit/dom.js";
import { hm, hms, money } from "../core/format.js";
import { _ } from "../core/words.js";

/** @import {Session} from "../core/session.js" */

/** @param {number} t */
const percent = (t) => `${(fraction(t) * 100).toFixed(3)}%`;

/** @typedef {Pick<Session, "view" | "store" | "showing">} Shown */

/** @param {Shown} session @param {{ drag: (t: number) => void, seek: (t: number) => void }} actions */
export function scrubber(session, actions) {
  const scrub = inputById("scrub");
  const line = byId("line");
  const knob = byId("knob");
  const mark = byId("run-mark");
  let shown = -1;
  draggable(scrub, session, actions);
  drawAxis();

  /** Every frame: transforms, and once a second the value. @param {number} t */
  return function draw(t) {
    const { view } = session;
    const width = widthOf(line);
    knob.style.transform = `translateX(${(fraction(t) * width).toFixed(1)}px)`;
    mark.hidden = !view.detached;
    if (view.detached) {
      mark.style.transform = `translateX(${fraction(view.runTime()) * width}px)`;
    }
    if (Math.floor(t) === shown) return;
    shown = Math.floor(t);
    if (view.preview === null) scrub.value = String(unitsOf(t));
    setAttribute(scrub, "aria-valuetext", valueWords(session, t));
  };
}

/** @param {HTMLInputElement} scrub @param {Shown} session @param {Parameters<typeof scrubber>[1]} actions */
function draggable(scrub, { view }, { drag, seek }) {
  /** Dragged back to where it was: no change event ends the preview. */
  function letGo() {
    if (view.preview !== null) seek(view.preview);
  }

  scrub.max = String(UNITS);
  scrub.addEventListener("input", () => drag(tickOfUnits(Number(scrub.value))));
  scrub.addEventListener("change", () => seek(tickOfUnits(Number(scrub.value))));
  for (const end of ["pointerup", "pointercancel"]) {
    scrub.addEventListener(end, () => setTimeout(letGo));
  }
}

/** @param {Shown} session @param {number} t */
function valueWords(session, t) {
  const { frame, none } = session.showing(t);
  const loss = money(session.store.line.at("pnl_exit", frame));
  return none
    ? _("{time}, not here yet", { time: hms(t) })
    : _("{time}, getting out now {loss}", { time: hms(t), loss });
}

function drawAxis() {
  const labels = axisMarks().map((t) => {
    const label = make("span", { "data-from": String(t) }, hm(t));
    label.style.left = percent(t);
    if ((t / 900) % 2 || t >= BREAK) label.className = "odd";
    return label;
  });
  byId("axis").replaceChildren(...labels);
  const late = byId("late");
  late.dataset["from"] = String(BREAK);
  late.style.left = percent(BREAK);
  setText(byId("late-words"), _("Compressed {n} times", { n: COMPRESSED }));
}
