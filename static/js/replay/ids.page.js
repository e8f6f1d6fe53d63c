// @ts-check
/** Ids that a client gives. */

/** Random enough for a command, and there without https. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
