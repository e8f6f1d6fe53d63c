// @ts-check
/** What the address asks for: `#t=09:41:00` a moment, `#view=desk`, `#operate=…` a key. */

import { END } from "./timescale.js";

/**
 * @param {string} fragment with or without its #
 * @returns {{ t: number | null, key: string | null, view: string | null }}
 */
export function parseFragment(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  return {
    t: parseTime(fields.get("t") ?? ""),
    key: fields.get("operate"),
    view: fields.get("view"),
  };
}

/**
 * What somebody typed: 9:35 is 09:35, with full-width signs too.
 * @param {string} text HH:MM or HH:MM:SS ET, from 08:00 to 16:00
 * @returns {number | null} seconds since 08:00
 */
export function parseTime(text) {
  const plain = text.normalize("NFKC").trim();
  const match = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/.exec(plain);
  if (!match) return null;
  const [, hours, minutes, seconds = "0"] = match;
  const t = (Number(hours) - 8) * 3600 + Number(minutes) * 60 + Number(seconds);
  return t >= 0 && t <= END ? t : null;
}
