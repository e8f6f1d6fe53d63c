// @ts-check
/** Dark or light, kept in this browser; for presenting a choice of its own, at first light. */

import { byId, setText } from "./dom.js";
import { recall, remember } from "./storage.js";
import { _ } from "../core/words.js";

const root = document.documentElement;
const KEPT = "knightreplay.theme";

const presenting = () => root.dataset.density === "present";
const kept = () => (presenting() ? `${KEPT}.present` : KEPT);

/** What was chosen for this way of looking, else the system's; a projector's is light. */
function chosen() {
  const light = presenting() || matchMedia("(prefers-color-scheme: light)").matches;
  return recall(kept()) ?? (light ? "light" : "dark");
}

/** The button says what it turns the page into. @param {() => void} [changed] */
export function themeSwitch(changed = () => {}) {
  const button = byId("theme");

  /** @param {string} theme */
  function set(theme) {
    root.dataset.theme = theme;
    setText(button, theme === "dark" ? _("Light") : _("Dark"));
  }

  function turn() {
    set(root.dataset.theme === "dark" ? "light" : "dark");
    remember(kept(), root.dataset.theme ?? "");
    changed();
  }

  set(root.dataset.theme ?? chosen());
  button.hidden = false;
  button.addEventListener("click", turn);
  return { turn, adopt: () => set(chosen()) };
}
