// @ts-check
/** The other reading of the order opens at the second that is on the screen. */

import { wireTime } from "../../core/format.js";

/** A redirection keeps the fragment of the address that was asked for. @param {() => number} now */
export function otherReading(now) {
  const form = document.querySelector("form.reading");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", () => {
    form.action = `/#t=${wireTime(now())}`;
  });
}
