// @ts-check
/** Dark or light, presenting, charts as tables. */

import { byId } from "./dom.js";
import { themeSwitch } from "./theme.js";

const root = document.documentElement;

/** @param {() => void} changed everything must be measured and drawn again */
export function modes(changed) {
  const theme = themeSwitch(changed);

  /** @param {string} id @param {"density" | "tables"} flag @param {string} on */
  function toggle(id, flag, on) {
    if (root.dataset[flag] === on) delete root.dataset[flag];
    else root.dataset[flag] = on;
    pressed(id, root.dataset[flag] === on);
  }

  function present() {
    toggle("present", "density", "present");
    theme.adopt();
    keepInAddress(root.dataset.density === "present");
    changed();
  }

  function tables() {
    toggle("tables", "tables", "on");
    changed();
  }

  pressed("present", root.dataset.density === "present");
  byId("present").addEventListener("click", present);
  byId("tables").addEventListener("click", tables);
  return { theme: theme.turn, present, tables };
}

/** @param {string} id @param {boolean} on */
const pressed = (id, on) => byId(id).setAttribute("aria-pressed", String(on));

/** A reload, and whoever is sent the address, presents too. @param {boolean} on */
function keepInAddress(on) {
  const asked = new URLSearchParams(location.search);
  asked.delete("present");
  const query = [...(on ? ["present"] : []), ...(asked.size ? [asked] : [])].join("&");
  history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
}

/** On paper the tables stand under the charts. */
export const asTables = () =>
  root.dataset.tables === "on" || root.dataset["printing"] === "on";
