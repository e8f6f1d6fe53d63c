// @ts-check
/** A row of buttons of which one is chosen: one stop for the Tab key, arrows within. */

import { button, byId } from "../kit/dom.js";
import { roving } from "../kit/roving.js";

/**
 * @template {string} T
 * @param {string} id of the group
 * @param {{ value: T, words: string, title: string }[]} options the first is chosen at first
 * @param {(value: T) => void} choose
 */
export function choice(id, options, choose) {
  const group = byId(id);
  const buttons = options.map(({ value, words, title }) =>
    button(words, () => set(value, true), { class: "", role: "radio", title }),
  );

  /** @param {T} value @param {boolean} tell */
  function set(value, tell) {
    buttons.forEach((own, i) =>
      own.setAttribute("aria-checked", String(options[i]?.value === value)),
    );
    if (tell) choose(value);
  }

  roving(group)(() => group.replaceChildren(...buttons));
  const [first] = options;
  if (first) set(first.value, false);
  return { set: (/** @type {T} */ value) => set(value, true) };
}
