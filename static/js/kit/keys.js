// @ts-check
/** Keys: an input method's own are left to it, and what a modifier makes of one is no sign. */

/**
 * Hears every key but those with which somebody composes a word: Escape and Enter end the
 * composing and nothing of ours.
 * @param {EventTarget} target @param {(event: KeyboardEvent) => void} heard
 */
export function onKey(target, heard) {
  target.addEventListener("keydown", (event) => {
    const key = /** @type {KeyboardEvent} */ (event);
    if (!composing(key)) heard(key);
  });
}

/** 229: what browsers say that end the composing first. @param {KeyboardEvent} event */
const composing = ({ isComposing, keyCode }) => isComposing || keyCode === 229;

/** What is neither a letter nor a digit: with Alt those belong to the browser. */
const SIGN = /^[^\p{L}\p{N}\s]$/u;

/**
 * Whether a key was pressed together with others as a command of the browser's. AltGr, which
 * on Windows is Ctrl and Alt, and a Mac's Option belong to the sign that they make: on many
 * keyboards the brackets are typed so.
 * @param {KeyboardEvent} event
 */
export function isCommand(event) {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (metaKey) return true;
  if (event.getModifierState("AltGraph")) return key.length !== 1;
  return altKey ? !SIGN.test(key) : ctrlKey;
}
