// @ts-check
/** Controls of forms that are made by script. */

import { make } from "./dom.js";

/** A control below its words. @param {string} words @param {HTMLElement} control @param {string} [kind] */
export const field = (words, control, kind = "") =>
  make("label", { class: `field ${kind}`.trim() }, words, control);

/** A list of which one is chosen. @param {[value: string, words: string][]} options @param {Record<string, string>} [attributes] */
export const select = (options, attributes = {}) =>
  make(
    "select",
    attributes,
    ...options.map(([value, words]) => make("option", { value }, words)),
  );

/** @param {number[]} speeds @param {Record<string, string>} attributes */
export const speedSelect = (speeds, attributes) =>
  select(
    speeds.map((speed) => [String(speed), `${speed}×`]),
    attributes,
  );
