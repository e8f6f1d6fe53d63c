// @ts-check
/** The one large number and what it must always be called. */

import { _ } from "./words.js";

/** @import {Line} from "./line.js" */

export const EXIT = _("What getting out now would cost");
export const BOOK = _("What the book says");
export const FAIR = _("What it is worth once the push fades");
export const ALONE = _("Left alone (modelled)");
export const BEFORE = _("Before the last act (modelled)");

export const NOT_YET = _("Not here yet");

const IF_SOLD = _("modelled, if everything were sold this second");
const ON_SCREEN = _("as the position screen showed it, late");
const NOTHING_HELD = _("modelled, nothing is held any more");

/**
 * @param {Line} line @param {number} frame a known frame, or −1
 * @returns {{ cents: number, state: "before" | "open" | "flat", label: string, note: string }}
 */
export function headline(line, frame) {
  const cents = line.at("pnl_exit", frame);
  if (Number.isNaN(cents)) return onScreen(line, frame);
  if (line.at("held", frame) > 0) {
    return { cents, state: "open", label: EXIT, note: IF_SOLD };
  }
  if (line.at("executions", frame) > 0) {
    return { cents, state: "flat", label: _("Realised"), note: NOTHING_HELD };
  }
  return { cents: 0, state: "before", label: EXIT, note: IF_SOLD };
}

/**
 * What a seat in fog has, to which nobody tells what getting out would cost.
 * @param {Line} line @param {number} frame @returns {ReturnType<typeof headline>}
 */
function onScreen(line, frame) {
  const cents = line.at("pnl_own", frame);
  const note = ON_SCREEN;
  if (cents) return { cents, state: "open", label: BOOK, note };
  return { cents, state: "before", label: BOOK, note };
}

/**
 * How much the cost of getting out grew over the sixty seconds up to a frame.
 * @param {Line} line @param {number} frame
 */
export function perMinute(line, frame) {
  return line.at("pnl_exit", frame) - line.at("pnl_exit", Math.max(-1, frame - 60));
}

/**
 * Where the morning stands, in a few words.
 * @param {Line} line @param {number} frame @param {number} open
 */
export function phase(line, frame, open) {
  if (frame + 1 < open) return _("Before the open");
  if (Number.isNaN(line.at("loops", frame))) return _("Market open");
  if (line.at("loops", frame) > 0) return _("Market open, losing");
  if (line.at("held", frame) > 0) {
    return line.at("desk", frame) > 0 ? _("Getting out") : _("Stopped, positions held");
  }
  return line.at("executions", frame) > 0 ? _("Flat") : _("Market open");
}
