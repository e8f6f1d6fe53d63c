// @ts-check
/** The range that is played over and over: a switch, two handles, Shift and the pointer. */

import { between, endingAt, rangeOf, startingAt } from "./loop.model.js";
import { byId, inputById, setAttribute, setText } from "../../../kit/dom.js";
import { fraction, tickAt } from "../../../core/timescale.js";
import { _ } from "../../../core/words.js";
import { hms } from "../../../core/format.js";
import { toldUntil } from "../../../core/spoilers.js";

/** @import {Range} from "./loop.model.js" */
/** @import {Session} from "../../../core/session.js" */

/** A pointer that moved less than this has not drawn a range. */
const STILL = 4;

/** @param {Session} session @param {(loop: Range | null) => void} set */
export function loopPanel(session, set) {
  const own = byId("loop");
  const box = byId("loop-range");
  /** @type {Range | null} what a pointer draws at this moment */
  let drawn = null;
  let shown = "";
  const now = () => session.view.clock.loop;
  const time = () => session.view.time();
  const actions = {
    toggle: () => set(now() ? null : here(session)),
    start: () => set(startingAt(now(), time())),
    end: () => set(endingAt(now(), time())),
    clear: () => set(null),
  };

  /** @param {Range | null} range @param {boolean} done */
  function draw(range, done) {
    drawn = done ? null : range;
    if (done && range) set(range);
  }

  own.addEventListener("click", actions.toggle);
  drawnByShift(draw);
  handle("loop-from", (t) => startingAt(now(), t), draw);
  handle("loop-to", (t) => endingAt(now(), t), draw);

  return {
    ...actions,
    /** Every frame; touches the page only where something changed. */
    overlay() {
      const loop = drawn ?? now();
      const words = loop ? `${hms(loop[0])}–${hms(loop[1])}` : "";
      if (shown === words) return;
      shown = words;
      setAttribute(own, "aria-checked", String(loop !== null));
      setText(
        byId("loop-words"),
        words ? _("Loop {range}", { range: words }) : _("Loop"),
      );
      box.hidden = !loop;
      if (loop) place(box, loop);
    },
  };
}

/** The stretch between two events, as far as it may be told. @param {Session} session @returns {Range} */
function here({ view, events }) {
  const told = toldUntil(view);
  const [first, end] = between(
    events.filter(({ tick }) => tick <= told),
    view.time(),
  );
  return rangeOf(first, Math.min(end, told));
}

/** @param {HTMLElement} box @param {Range} loop */
function place(box, [first, end]) {
  box.style.left = `${fraction(first) * 100}%`;
  box.style.width = `${(fraction(end) - fraction(first)) * 100}%`;
}

/** @param {PointerEvent} event the second under the pointer */
function under({ clientX }) {
  const { left, width } = byId("line").getBoundingClientRect();
  return tickAt((clientX - left) / width);
}

/** @param {(range: Range | null, done: boolean) => void} draw */
function drawnByShift(draw) {
  const scrub = inputById("scrub");
  scrub.addEventListener("pointerdown", (event) => {
    if (!event.shiftKey) return;
    event.preventDefault();
    const from = under(event);
    follow(scrub, event, (move, done) => {
      const still = Math.abs(move.clientX - event.clientX) < STILL;
      draw(still ? null : rangeOf(from, under(move)), done);
    });
  });
}

/**
 * @param {string} id @param {(t: number) => Range} moved
 * @param {(range: Range | null, done: boolean) => void} draw
 */
function handle(id, moved, draw) {
  const own = byId(id);
  own.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    follow(own, event, (move, done) => draw(moved(under(move)), done));
  });
}

/**
 * Follows a pointer until it is let go.
 * @param {HTMLElement} element @param {PointerEvent} down
 * @param {(event: PointerEvent, done: boolean) => void} tell
 */
function follow(element, { pointerId }, tell) {
  const ended = new AbortController();
  const { signal } = ended;
  element.setPointerCapture(pointerId);
  element.addEventListener("pointermove", (event) => tell(event, false), { signal });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    element.addEventListener(
      end,
      (event) => {
        ended.abort();
        tell(event, true);
      },
      { signal },
    );
  }
}
