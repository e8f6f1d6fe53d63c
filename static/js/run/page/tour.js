// @ts-check
/**
 * The tour of the first visit: six notes that say where things are, and nothing of what
 * will happen. It takes neither the focus nor the keys, scrolls nothing, and ends with
 * Escape or as soon as somebody presses anything else on the page.
 */

import { byId, setText } from "../../kit/dom.js";
import { escapable } from "../../kit/escape.js";
import { inView, place } from "./callout_place.model.js";
import { recall, remember } from "../../kit/storage.js";
import { _ } from "../../core/words.js";

const SEEN = "knightreplay.tour";

const steps = () => [
  {
    at: ".headline",
    title: _("One number leads"),
    text: _(
      "What getting out would cost at this second. It comes from a model, as everything here that is not marked as sourced.",
    ),
  },
  {
    at: ".servers",
    title: _("The servers"),
    text: _(
      "Each tile is one of Knight's order routers: its code, its flag and how much it sends. Look for the one that differs.",
    ),
  },
  {
    at: ".inbox",
    title: _("The inbox"),
    text: _(
      "E-mails that the systems send by themselves. Ask what you would have made of them.",
    ),
  },
  {
    at: ".transport",
    title: _("The morning as a line"),
    text: _(
      "Play with Space, drag to any second, choose a speed. Everything follows at once.",
    ),
  },
  {
    at: ".kill",
    title: _("The kill switch"),
    text: _(
      "Guard, press, done: every order stops and the positions stay. Whoever has the controls may act at any second, and take it back in the log.",
    ),
  },
  {
    at: "#help-open",
    title: _("All the keys"),
    text: _("They are here, and so is this tour if you want it again."),
  },
];

export class Tour {
  note = byId("tour");
  light = byId("tour-light");
  next = byId("tour-next");
  back = byId("tour-back");
  steps = steps();
  /** Which step is shown. */
  at = 0;
  /** Ends what is listened to while it is open. @type {AbortController | null} */
  open = null;

  constructor() {
    this.next.addEventListener("click", () => this.turn(1));
    this.back.addEventListener("click", () => this.turn(-1));
    byId("tour-skip").addEventListener("click", () => this.end());
  }

  begin() {
    this.start();
    this.next.focus();
  }

  /** Only to somebody who has not had it, and not on a projector. */
  offer() {
    if (!wasSeen() && !document.documentElement.dataset.density) this.start();
  }

  /** @private */
  start() {
    this.end();
    keepSeen();
    this.at = 0;
    this.open = new AbortController();
    const { signal } = this.open;
    const measure = () => this.measure();
    addEventListener("resize", measure, { signal });
    addEventListener("scroll", measure, { signal, passive: true });
    signal.addEventListener(
      "abort",
      escapable(this.note, () => this.end()),
    );
    const outside = (/** @type {PointerEvent} */ event) => this.outside(event);
    addEventListener("pointerdown", outside, { signal, capture: true });
    this.note.hidden = false;
    this.show();
  }

  /** @private */
  end() {
    this.open?.abort();
    this.open = null;
    this.note.hidden = this.light.hidden = true;
  }

  /** @param {PointerEvent} event @private */
  outside({ target }) {
    if (target instanceof Node && !this.note.contains(target)) this.end();
  }

  /** @param {number} by @private */
  turn(by) {
    this.at += by;
    this.show();
  }

  /** @private */
  show() {
    const { at, steps } = this;
    const step = steps[at];
    if (!step) return this.end();
    const count = _("{step} of {steps}", { step: at + 1, steps: steps.length });
    setText(byId("tour-title"), step.title);
    setText(byId("tour-text"), step.text);
    setText(byId("tour-count"), count);
    setText(this.next, at === steps.length - 1 ? _("Done") : _("Next"));
    this.back.hidden = at === 0;
    this.measure();
  }

  /** @private */
  measure() {
    const { note, light } = this;
    const step = this.steps[this.at];
    const target = document.querySelector(step?.at ?? "")?.getBoundingClientRect();
    const screen = { width: innerWidth, height: innerHeight };
    const seen = target && inView(target, screen);
    light.hidden = !seen;
    if (seen) put(light, target, target);
    const anchor = seen ? target : { left: 0, top: screen.height, width: 0, height: 0 };
    put(note, place(anchor, note.getBoundingClientRect(), screen));
  }
}

/** @param {HTMLElement} element @param {{ left: number, top: number }} where @param {{ width: number, height: number }} [size] */
function put(element, { left, top }, size) {
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
  if (!size) return;
  element.style.width = `${size.width}px`;
  element.style.height = `${size.height}px`;
}

const wasSeen = () => recall(SEEN) !== null || window.name === SEEN;

/** Where storage is forbidden the tab's own name keeps it. */
function keepSeen() {
  remember(SEEN, "seen");
  if (recall(SEEN) === null) window.name = SEEN;
}
