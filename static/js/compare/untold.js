// @ts-check
/** What a comparison leaves out while what is coming is hidden. */

import { END } from "../core/timescale.js";
import { byId } from "../kit/dom.js";

/** @import {View} from "../core/view.js" */

/** @param {View} view */
export function untold(view) {
  const content = byId("content");
  return function draw() {
    content.toggleAttribute("data-untold", view.hides(END));
    for (const part of content.querySelectorAll("[data-tick]")) {
      const tick = Number(part.getAttribute("data-tick"));
      part.toggleAttribute("hidden", view.hides(tick));
    }
  };
}
