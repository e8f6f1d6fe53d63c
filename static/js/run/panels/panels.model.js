// @ts-check
/** The panels that a note can speak of, as the server names them (sharing/panels.py). */

import { _ } from "../../core/words.js";

export const PANELS = [
  "loss",
  "servers",
  "flow",
  "positions",
  "inbox",
  "stocks",
  "stock",
  "desk",
  "telemetry",
  "tape",
  "timeline",
];

/** @type {Record<string, () => string>} */
const WORDS = {
  loss: () => _("Loss"),
  servers: () => _("Servers"),
  flow: () => _("Orders"),
  positions: () => _("Positions"),
  inbox: () => _("Inbox"),
  stocks: () => _("154 stocks"),
  stock: () => _("One stock"),
  desk: () => _("Desk"),
  telemetry: () => _("Telemetry"),
  tape: () => _("Tape"),
  timeline: () => _("Timeline"),
};

/** A panel in words, or the page where it is none. @param {string} panel */
export const panelWords = (panel) => WORDS[panel]?.() ?? _("The whole page");
