// @ts-check
/**
 * Words for people, in the language of the page.
 *
 * Every sentence that a person reads goes through `_`, with its English as the key; the
 * catalogue comes from the server as the global `gettext`, and without one English holds.
 */

/** The language of numbers, as `Intl` names it; a catalogue names its own. */
export const language = () => _("en-US");

/** Whether the page is in another language than English. */
export const translated = () => globalThis.gettext !== undefined;

/**
 * @param {string} english a literal, so that the catalogue can be made from the source
 * @param {Record<string, string | number>} [values] put in place of `{name}`
 */
export function _(english, values = {}) {
  const words = globalThis.gettext?.(english) ?? english;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
