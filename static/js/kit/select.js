// @ts-check
/** A select, made of values and the words that stand for them. */

import { make } from "./dom.js";

/** @param {Record<string, string>} attributes @param {[string, string][]} options */
export const select = (attributes, options) =>
  make("select", attributes, ...options.map(([value, words]) => option(value, words)));

/** @param {string} value @param {string} words */
export const option = (value, words) => make("option", { value }, words);
