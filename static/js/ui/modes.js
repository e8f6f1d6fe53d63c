// @ts-check
/** Dark or light, presenting, charts as tables. */

import { byId, setText } from "./dom.js";
import { remember } from "./storage.js";

const root = document.documentElement;

/** @param {() => void} changed everything must be measured and drawn again */
export function modes(changed) {
  const themeButton = byId("theme");

  function theme() {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    remember("knightreplay.theme", root.dataset.theme);
    name();
    changed();
  }

  const name = () =>
    setText(themeButton, root.dataset.theme === "dark" ? "Light" : "Dark");

  /** @param {string} id @param {"density" | "tables"} flag @param {string} on */
  function toggle(id, flag, on) {
    if (root.dataset[flag] === on) delete root.dataset[flag];
    else root.dataset[flag] = on;
    byId(id).setAttribute("aria-pressed", String(root.dataset[flag] === on));
    changed();
  }

  const present = () => toggle("present", "density", "present");
  const tables = () => toggle("tables", "tables", "on");

  name();
  themeButton.addEventListener("click", theme);
  byId("present").addEventListener("click", present);
  byId("tables").addEventListener("click", tables);
  return { theme, present, tables };
}

export const asTables = () => root.dataset.tables === "on";
