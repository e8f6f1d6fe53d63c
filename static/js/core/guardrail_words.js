// @ts-check
/** What guardrails are called; what each one watches the page has from the server. */

import { _ } from "./words.js";

/** Those that are called otherwise than by their names. */
const TITLES = new Map([
  ["pnl", "Loss limit"],
  ["child-cap", "Child-order cap"],
]);

/** @param {string} name such as "gross-cap" */
export const guardrailTitle = (name) => _(TITLES.get(name) ?? aloud(name));

/** @param {string} name */
const aloud = (name) =>
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
