// @ts-check
/** Whether a part of the page can be seen: neither hidden nor scrolled away. */

/**
 * Tells at once and on every change.
 * @param {Element} element @param {(visible: boolean) => void} tell
 */
export function whenVisible(element, tell) {
  tell(element.getClientRects().length > 0);
  new IntersectionObserver((entries) =>
    tell(entries.at(-1)?.isIntersecting ?? true),
  ).observe(element);
}
