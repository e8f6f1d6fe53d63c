// @ts-check
/** The page is there, but nothing of it lives: said over it, with the cause and whom to ask. */

import { _ } from "../core/words.js";
import { make } from "./dom.js";

/** The lines through which nothing comes. @type {Set<object>} */
const barred = new Set();
/** @type {HTMLElement | null} */
let notice = null;

/** @param {object} line to the server @param {boolean} on */
export function tellBarred(line, on) {
  if (on) barred.add(line);
  else barred.delete(line);
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
