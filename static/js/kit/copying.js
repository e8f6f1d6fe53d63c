// @ts-check
/** What stands in a field into the clipboard, also without https. */

import { button, setText } from "./dom.js";
import { _ } from "../core/words.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** A button that copies, and says so. @param {Field} field @param {Record<string, string>} [attributes] */
export function copyButton(field, attributes) {
  const press = async () => {
    setText(own, (await copyFrom(field)) ? _("Copied") : _("Press Ctrl+C"));
  };
  const own = button(_("Copy"), () => void press(), attributes);
  return own;
}

/** @param {Field} field @returns {Promise<boolean>} */
export async function copyFrom(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select(); // no clipboard without https: the old way, or by hand
    return document.execCommand("copy");
  }
}
