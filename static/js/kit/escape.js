// @ts-check
/** Escape closes one thing: that in which the focus is, else the last that was opened. */

import { onKey } from "./keys.js";

/** @type {{ element: Element, close: () => void }[]} the last opened is the last */
const open = [];
let listening = false;

/**
 * Something has opened that Escape closes. Returns what to call once it is closed.
 * @param {Element} element @param {() => void} close
 */
export function escapable(element, close) {
  if (!listening) onKey(window, escape);
  listening = true;
  const own = { element, close };
  open.push(own);
  return () => {
    if (open.includes(own)) open.splice(open.indexOf(own), 1);
  };
}

/** A dialog closes by itself; what was meant for somebody else does not come here. @param {KeyboardEvent} event */
function escape(event) {
  const { key, target } = event;
  if (key !== "Escape" || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  const inside = open.findLast(
    ({ element }) => target instanceof Node && element.contains(target),
  );
  (inside ?? open.at(-1))?.close();
}
