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
    byId(id).setAttribute("aria-pressed", String(root.dataset[flag] === on));
    changed();
  }

  const present = () => toggle("present", "density", "present");
  const tables = () => toggle("tables", "tables", "on");

  byId("present").addEventListener("click", present);
  byId("tables").addEventListener("click", tables);
  return { theme, present, tables };
}

/** On paper the tables stand under the charts. */
export const asTables = () =>
  root.dataset.tables === "on" || root.dataset["printing"] === "on";
