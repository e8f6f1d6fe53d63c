// @ts-check
/** The range that is played over and over: a switch, two handles, Shift and the pointer. */

import { between, endingAt, rangeOf, startingAt } from "./loop.model.js";
import { byId, inputById, setAttribute, setText } from "../../../kit/dom.js";
import { fraction, tickAt } from "../../../core/timescale.js";
import { _ } from "../../../core/words.js";
import { hms } from "../../../core/format.js";
import { disclosedUntil } from "../../../core/spoilers.js";

/** @import {Range} from "./loop.model.js" */
/** @import {Session} from "../../../core/session.js" */

/** A pointer that moved less than this has not drawn a range. */
const STILL = 4;

/** @param {Session} session @param {(loop: Range | null) => void} set */
export const loopPanel = (session, set) => new LoopPanel(session, set);

class LoopPanel {
  own = byId("loop");
  box = byId("loop-range");
  /** What a pointer draws at this moment. @type {Range | null} */
  drawn = null;
  /** In words. */
  shown = "";

  /** @param {Session} session @param {(loop: Range | null) => void} set */
  constructor(session, set) {
    this.session = session;
    this.set = set;
    const draw = this.draw.bind(this);
    drawnByShift(draw);
    handle("loop-from", (t) => startingAt(this.now, t), draw);
    handle("loop-to", (t) => endingAt(this.now, t), draw);
  }

  start = () => this.set(startingAt(this.now, this.session.view.time()));
  end = () => this.set(endingAt(this.now, this.session.view.time()));
  clear = () => this.set(null);

  /** Every frame; touches the page only where something changed. */
  overlay = () => {
    const loop = this.drawn ?? this.now;
    const words = loop ? `${hms(loop[0])}–${hms(loop[1])}` : "";
    if (this.shown === words) return;
    this.shown = words;
    setAttribute(this.own, "aria-checked", String(loop !== null));
    setText(
      byId("loop-words"),
      words ? _("Loop {range}", { range: words }) : _("Loop"),
    );
    this.box.hidden = !loop;
    if (loop) place(this.box, loop);
  };

  get now() {
    return this.session.view.clock.loop;
  }

  toggle() {
    this.set(this.now ? null : here(this.session));
  }

  /** @param {Range | null} range @param {boolean} done @private */
  draw(range, done) {
    this.drawn = done ? null : range;
    if (done && range) this.set(range);
  }
}

/** The stretch between two events, as far as it may be told. @param {Session} session @returns {Range} */
function here({ view, events }) {
  const told = disclosedUntil(view);
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
