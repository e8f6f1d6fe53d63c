// @ts-check
/** The socket that boot.js opened, and what it said and heard, before the page's scripts came. */

/**
 * @typedef {object} Early
 * @property {WebSocket} socket
 * @property {string} said its greeting; empty if it is left to the page
 * @property {(string | ArrayBuffer)[]} heard
 */

/**
 * Gives it once, to whoever wants the same connection and would greet alike.
 * @param {string} url @param {string} hello @returns {Early | null}
 */
export function takeEarly(url, hello) {
  const { early } = globalThis;
  if (early?.socket.url !== url) return null;
  globalThis.early = undefined;
  const { socket, said } = early;
  if (socket.readyState <= 1 && (!said || said === hello)) return early;
  socket.onopen = socket.onmessage = null;
  socket.close();
  return null;
}
