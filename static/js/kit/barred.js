// @ts-check
/** The page is there, but nothing of it lives: said over it, with the cause and whom to ask. */

import { _ } from "../core/words.js";
import { make } from "./dom.js";

/** The connections over which nothing comes. @type {Set<object>} */
const barred = new Set();
/** @type {HTMLElement | null} */
let notice = null;

/** @param {object} connection to the server @param {boolean} on */
export function tellBarred(connection, on) {
  if (on) barred.add(connection);
  else barred.delete(connection);
  if (!barred.size) notice?.remove();
  if (!barred.size || notice?.isConnected) return;
  notice ??= make("p", { class: "barred", role: "alert" });
  document.body.prepend(notice);
  notice.textContent = words(); // heard only if it comes after the element
}

const words = () =>
  _(
    "The server answers, but the live line does not get through: a proxy, a firewall or this network lets no WebSocket pass, or too many pages are open from here. Try another network, or ask whoever runs the server (in a class your teacher); its documentation has the settings. This page keeps trying.",
  );
