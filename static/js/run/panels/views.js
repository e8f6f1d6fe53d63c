// @ts-check
/** The views of the third row: tabs of which one is chosen, by pointer, arrows or number. */

import { byId, setAttribute } from "../../kit/dom.js";

/** In the order of the tabs; the n-th is chosen by the key n. */
export const VIEWS = /** @type {const} */ (["market", "stock", "desk", "log", "tape"]);
/** @typedef {typeof VIEWS[number]} ViewName */

/**
 * Returns what shows a view by its name; without one of that name, the first.
 * @param {(view: ViewName) => void} chosen told after the page shows a view
 */
export function viewTabs(chosen) {
  const tabs = VIEWS.map((name) => byId(`tab-${name}`));

  /** @param {string | null} name */
  function show(name) {
    const view = VIEWS.find((own) => own === name) ?? VIEWS[0];
    tabs.forEach((tab, i) => select(tab, VIEWS[i] === view));
    chosen(view);
  }

  /** @param {KeyboardEvent} event the tabs keep their arrows from the clock */
  function arrows(event) {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const to = target(event.key, at);
    const name = VIEWS[to];
    if (at < 0 || !name) return;
    event.preventDefault();
    event.stopPropagation();
    show(name);
    tabs[to]?.focus();
  }

  tabs.forEach((tab, i) => tab.addEventListener("click", () => show(VIEWS[i] ?? null)));
  byId("tabs").addEventListener("keydown", arrows);
  return show;
}

/** One tab of them is a stop of the Tab key. @param {HTMLElement} tab @param {boolean} own */
function select(tab, own) {
  const panel = byId(tab.getAttribute("aria-controls") ?? "");
  setAttribute(tab, "aria-selected", String(own));
  tab.tabIndex = own ? 0 : -1;
  panel.hidden = !own;
}

/** @param {string} key @param {number} at @returns {number} −1 for other keys */
function target(key, at) {
  const last = VIEWS.length - 1;
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
