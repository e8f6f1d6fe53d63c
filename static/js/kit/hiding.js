// @ts-check
/** The switch "hide what is coming": kept in this browser; a page may start with it on. */

import { byId, setAttribute } from "./dom.js";
import { recall, remember } from "./storage.js";

/** @import {View} from "../core/view.js" */

const KEPT = "knightreplay.hide";

/**
 * @param {View} view @param {() => void} changed everything is drawn again
 * @returns {() => void} turns the switch
 */
export function hidingSwitch(view, changed) {
  const own = byId("hide");

  /** @param {boolean} on */
  function set(on) {
    view.hide = on;
    document.documentElement.dataset.hide = on ? "on" : "off";
    setAttribute(own, "aria-checked", String(on));
  }

  function toggle() {
    set(!view.hide);
    remember(KEPT, view.hide ? "on" : "off");
    changed();
  }

  const asked = byId("app").dataset["hide"]; // a link says how its page begins
  set(asked ? asked === "1" : recall(KEPT) === "on");
  own.addEventListener("click", toggle);
  return toggle;
}
