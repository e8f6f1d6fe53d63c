// @ts-check
/** Play, speed, the clock, and the way back to the run. */

import { button, byId, make, setAttribute, setText } from "../kit/dom.js";
import { onKey } from "../kit/keys.js";
import { SPEEDS } from "../core/clock.js";
import { _ } from "../core/words.js";
import { hms } from "../core/format.js";

/** @import {View} from "../core/view.js" */

const OFFERED = [1, 5, 20, 60, 120];
export const PLAY = "M7 4.5v15l13-7.5z";
export const PAUSE = "M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z";

/**
 * @typedef {object} TransportActions
 * @property {() => void} toggle
 * @property {(speed: number) => void} setSpeed
 * @property {(on: boolean) => void} stopAtEvents
 * @property {() => void} back
 */

/** What a clock has that is this page's own. @param {View} view @param {Pick<TransportActions, "toggle" | "setSpeed">} actions */
export function localTransport(view, { toggle, setSpeed }) {
  const play = byId("play");
  const icon = /** @type {Element} */ (play.querySelector("path"));
  const speeds = speedGroup(setSpeed);
  play.addEventListener("click", toggle);

  /** Every frame; touches the page only where something changed. @param {number} t */
  return function draw(t) {
    const playing = view.playing();
    setText(byId("clock"), hms(t));
    setAttribute(play, "aria-label", playing ? _("Pause") : _("Play"));
    setAttribute(icon, "d", playing ? PAUSE : PLAY);
    speeds(view.clock.speed);
  };
}

/** And what a run's clock has besides. @param {View} view @param {TransportActions} actions */
export function transport(view, actions) {
  const drawOwn = localTransport(view, actions);
  const stop = byId("stop-at-events");
  stop.addEventListener("click", () =>
    actions.stopAtEvents(stop.getAttribute("aria-checked") !== "true"),
  );
  byId("back-to-run").addEventListener("click", actions.back);

  return function draw(/** @type {number} */ t) {
    drawOwn(t);
    setAttribute(stop, "aria-checked", String(view.clock.stop_at_events));
    detached(view, t);
  };
}

/** @param {View} view @param {number} t */
function detached(view, t) {
  byId("detached").hidden = !view.detached;
  if (!view.detached) return;
  const words = _("You are looking at {here}; the run is at {there}.", {
    here: hms(t),
    there: hms(view.runTime()),
  });
  setText(byId("detached-words"), words);
}

/**
 * A radio group with one stop for the Tab key, and every speed there is in a list beside.
 * @param {(speed: number) => void} choose
 */
function speedGroup(choose) {
  const group = byId("speed");
  const buttons = OFFERED.map((speed) => speedButton(speed, choose));
  const others = allSpeeds(choose);
  group.replaceChildren(...buttons);
  onKey(group, (event) => arrows(event, buttons));
  let shown = NaN;

  /** @param {number} speed */
  return (speed) => {
    if (speed === shown) return;
    shown = speed;
    const offered = OFFERED.includes(speed);
    others.value = offered ? "" : String(speed);
    others.classList.toggle("chosen", !offered);
    buttons.forEach((own, i) => mark(own, OFFERED[i] === speed));
    const [first] = buttons;
    if (!offered && first) first.tabIndex = 0;
  };
}

/** @param {(speed: number) => void} choose */
function allSpeeds(choose) {
  const list = /** @type {HTMLSelectElement} */ (byId("speeds"));
  const more = make("option", { value: "", hidden: "" }, "…");
  const all = SPEEDS.map((speed) =>
    make("option", { value: String(speed) }, `${speed}×`),
  );
  list.replaceChildren(more, ...all);
  list.addEventListener("change", () => {
    choose(Number(list.value));
    list.blur(); // the keys move the clock again
  });
  return list;
}

/** @param {number} speed @param {(speed: number) => void} choose */
const speedButton = (speed, choose) =>
  button(`${speed}×`, () => choose(speed), { class: "", role: "radio" });

/** @param {HTMLElement} own @param {boolean} on */
function mark(own, on) {
  own.setAttribute("aria-checked", String(on));
  own.tabIndex = on ? 0 : -1;
}

/** @param {KeyboardEvent} event @param {HTMLButtonElement[]} buttons */
function arrows(event, buttons) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  event.stopPropagation();
  const at = buttons.findIndex((own) => own === document.activeElement);
  const to = buttons[at + step];
  to?.click();
  to?.focus();
}
