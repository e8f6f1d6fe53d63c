// @ts-check
/** Dark or light, kept in this browser. */

import { byId, setText } from "./dom.js";
import { _ } from "../core/words.js";
import { remember } from "./storage.js";

const root = document.documentElement;

/** The button says what it turns the page into. @param {() => void} [changed] */
export function themeSwitch(changed = () => {}) {
  const button = byId("theme");
  const name = () =>
    setText(button, root.dataset.theme === "dark" ? _("Light") : _("Dark"));

  function theme() {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    remember("knightreplay.theme", root.dataset.theme);
    name();
    changed();
  }

  name();
  button.hidden = false;
  button.addEventListener("click", theme);
  return theme;
}
