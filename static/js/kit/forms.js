// @ts-check
/** Parts that forms are made of. */

import { make } from "./dom.js";

/** A select of values and their words. @param {Record<string, string>} attributes @param {[string, string][]} options */
export const select = (attributes, options) =>
  make("select", attributes, ...options.map(([value, words]) => option(value, words)));

/** @param {string} value @param {string} words */
export const option = (value, words) => make("option", { value }, words);

/** A speed to choose. @param {Record<string, string>} attributes @param {number[]} speeds */
export const speedSelect = (attributes, speeds) =>
  select(
    attributes,
    speeds.map((speed) => [String(speed), `${speed}×`]),
  );

/** A control below its words. @param {string} words @param {HTMLElement} control @param {string} [kind] */
export const field = (words, control, kind = "") =>
  make("label", { class: `field ${kind}`.trim() }, words, control);

/** A control beside its words. @param {string} words @param {HTMLElement} control @param {string} [kind] */
export const labelled = (words, control, kind = "") =>
  make("label", { class: kind }, make("b", {}, words), control);

/** The page does what the browser would have done. @param {HTMLFormElement} form @param {() => void} send */
export function onSubmit(form, send) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}
