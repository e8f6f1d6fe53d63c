// @ts-check
/** The views of the third row: tabs of which one is chosen, by pointer, arrows or number. */

import { byId, setAttribute } from "../../kit/dom.js";
import { onKey } from "../../kit/keys.js";

/** @param {HTMLElement} tab */
const viewOf = (tab) => tab.id.replace("tab-", "");

/**
 * Returns the views in the order of their keys, what shows one by its name (without one of
 * that name, the first), and what tells the one that can be seen.
 * @param {(view: string) => void} chosen told after the page shows a view
 */
export function viewTabs(chosen) {
  const tabs = [...byId("tabs").querySelectorAll("button")];
  const views = tabs.map(viewOf);

  /** @param {string | null} name */
  function showView(name) {
    const view = views.find((own) => own === name) ?? views[0] ?? "";
    tabs.forEach((tab, i) => select(tab, views[i] === view));
    chosen(view);
  }

  function chosenView() {
    const tab = tabs.find((own) => own.getAttribute("aria-selected") === "true");
    return { view: tab ? viewOf(tab) : "", words: tab?.firstChild?.textContent ?? "" };
  }

  /** @param {KeyboardEvent} event the tabs keep their arrows from the clock */
  function arrows(event) {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const tab = tabs[target(event.key, at, tabs.length - 1)];
    if (at < 0 || !tab) return;
    event.preventDefault();
    event.stopPropagation();
    showView(viewOf(tab));
    tab.focus();
  }

  for (const tab of tabs) tab.addEventListener("click", () => showView(viewOf(tab)));
  onKey(byId("tabs"), arrows);
  return { views, showView, chosenView };
}

/** One tab of them is a stop of the Tab key. @param {HTMLElement} tab @param {boolean} own */
function select(tab, own) {
  const panel = byId(tab.getAttribute("aria-controls") ?? "");
  setAttribute(tab, "aria-selected", String(own));
  tab.tabIndex = own ? 0 : -1;
  panel.hidden = !own;
}

/** @param {string} key @param {number} at @param {number} last @returns {number} −1 for other keys */
function target(key, at, last) {
  switch (key) {
    case "ArrowRight":
      return at === last ? 0 : at + 1;
    case "ArrowLeft":
      return at === 0 ? last : at - 1;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return -1;
  }
}
