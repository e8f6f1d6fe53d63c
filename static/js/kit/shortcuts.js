// @ts-check
/** The keys. Quiet while somebody types, while a dialog is open, and with a modifier. */

import { isCommand, onKey } from "./keys.js";
import { byId } from "./dom.js";

/**
 * @typedef {object} KeyActions
 * @property {() => void} toggle
 * @property {(seconds: number) => void} step
 * @property {(t: "start" | "end" | "next" | "previous") => void} jump
 * @property {(direction: number) => void} pace
 * @property {Record<string, () => void>} letters
 * @property {() => boolean} singleKeys
 */

/** @param {KeyActions} actions */
export function shortcuts(actions) {
  onKey(window, (event) => {
    if (isCommand(event) || elsewhere(event)) return;
    const act = always(event, actions) ?? single(event, actions);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/**
 * A button pressed with the pointer gives the focus back, before it does anything: so
 * the next Space plays and does not press it again, also after a dialog has closed.
 * Whoever presses with a key (`detail` is 0) stays where they are.
 */
export function letGoOfPointer() {
  const capture = true;
  addEventListener(
    "click",
    ({ detail, target }) => {
      if (!detail || !(target instanceof Element) || target.closest("dialog")) return;
      const pressed = target.closest("button");
      if (pressed instanceof HTMLElement) pressed.blur();
    },
    { capture },
  );
}

/** @param {KeyboardEvent} event whether the key belongs to somebody else */
function elsewhere({ target }) {
  if (document.querySelector("dialog[open]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("textarea, select")) return true;
  return target.matches("input") && target !== byId("scrub");
}

/** @param {KeyboardEvent} event @param {KeyActions} actions */
function always({ key, shiftKey, repeat, target }, { toggle, step, jump }) {
  const onButton =
    target instanceof HTMLElement && target.matches("button, a, summary");
  const far = shiftKey ? 60 : 10;
  switch (key) {
    case " ":
      return onButton || repeat ? undefined : toggle;
    case "ArrowRight":
      return () => step(far);
    case "ArrowLeft":
      return () => step(-far);
    case "Home":
      return () => jump("start");
    case "End":
      return () => jump("end");
    default:
      return undefined;
  }
}

/** @param {KeyboardEvent} event @param {KeyActions} actions */
function single(event, { step, jump, pace, letters, singleKeys }) {
  const { key, repeat } = event;
  if (!singleKeys()) return undefined;
  const second = oneSecond(event);
  if (second) return () => step(second);
  if (repeat) return undefined;
  switch (key) {
    case ".":
      return () => jump("next");
    case ",":
      return () => jump("previous");
    case "]":
      return () => pace(1);
    case "[":
      return () => pace(-1);
    default:
      return letters[key.toLowerCase()];
  }
}

/**
 * One second back or forward: Shift with the comma or the full stop, whatever sign the
 * keyboard makes of it.
 * @param {KeyboardEvent} event
 */
function oneSecond({ shiftKey, code, key }) {
  if (!shiftKey) return 0;
  if (code === "Comma" && "<;,".includes(key)) return -1;
  return code === "Period" && ">:.".includes(key) ? 1 : 0;
}
