// @ts-check
/** Where a note goes beside the thing that it speaks of. */

/** @typedef {{ left: number, top: number, width: number, height: number }} Box */

const GAP = 14;
const MARGIN = 10;

/**
 * On the side with room, in the order right, below, above, left; else at the lower edge.
 * @param {Box} target @param {{ width: number, height: number }} note
 * @param {{ width: number, height: number }} screen
 * @returns {{ left: number, top: number }}
 */
export function place(target, note, screen) {
  const right = target.left + target.width + GAP;
  const below = target.top + target.height + GAP;
  const above = target.top - GAP - note.height;
  const left = target.left - GAP - note.width;
  if (right + note.width + MARGIN <= screen.width) return within(right, target.top);
  if (below + note.height + MARGIN <= screen.height) return within(target.left, below);
  if (above >= MARGIN) return within(target.left, above);
  if (left >= MARGIN) return within(left, target.top);
  return within(target.left, screen.height);

  /** @param {number} x @param {number} y */
  function within(x, y) {
    return {
      left: clamp(x, screen.width - note.width - MARGIN),
      top: clamp(y, screen.height - note.height - MARGIN),
    };
  }
}

/** @param {number} value @param {number} most */
const clamp = (value, most) => Math.max(MARGIN, Math.min(value, most));

/** Whether somebody sees all of it without scrolling. @param {Box} box @param {{ width: number, height: number }} screen */
export const inView = (box, screen) =>
  box.width > 0 &&
  box.left >= 0 &&
  box.top >= 0 &&
  box.left + box.width <= screen.width &&
  box.top + box.height <= screen.height;
