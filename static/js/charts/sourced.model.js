// @ts-check
/**
 * The totals that documents give for the day. They are totals, not points of a curve: no
 * source gives one, so a chart draws them after the day's end.
 */

import { _ } from "../core/words.js";

/**
 * In cents, and below zero as a loss. "Over": the SEC, Release 34-70694, ¶1; the company's
 * first figure: press release of 2 August 2012.
 */
export const SOURCED = [
  { cents: -44_000_000_000, words: _("$440 M"), source: _("Knight, 2 Aug 2012") },
  { cents: -46_000_000_000, words: _("over $460 M"), source: "SEC ¶1" },
];
