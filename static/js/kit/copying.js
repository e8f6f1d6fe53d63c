// @ts-check
/** What stands in a field into the clipboard, also without https. */

/** @param {HTMLInputElement | HTMLTextAreaElement} field @returns {Promise<boolean>} */
export async function copyFrom(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select(); // no clipboard without https: the old way, or by hand
    return document.execCommand("copy");
  }
}
