// @ts-check
/** Short messages that go away by themselves; some can be undone. */

import { byId, button, make } from "./dom.js";

const SHORT = 5000;
const LONG = 9000;
/** Older ones make room. */
const MOST = 3;

/**
 * @param {string} words
 * @param {{ words: string, press: () => void }} [offer]
 */
export function toast(words, offer) {
  const element = make("div", { class: "toast" }, make("span", {}, words));
  const gone = () => element.remove();
  if (offer) {
    const press = () => {
      offer.press();
      gone();
    };
    element.append(button(offer.words, press, { class: "" }));
  }
  const stack = byId("toasts");
  stack.append(element);
  while (stack.childElementCount > MOST) stack.firstElementChild?.remove();
  setTimeout(gone, offer ? LONG : SHORT);
}
