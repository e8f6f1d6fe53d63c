// @ts-check
/** The operate links that still count, each with a way to take it back. */

import { byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { wallTime } from "../../core/format.js";

/** @import {GivenKey} from "../../types.js" */

/**
 * @param {(key: GivenKey) => Promise<boolean>} takeBack whether it worked
 * @returns {(keys: GivenKey[]) => void} shows these
 */
export function givenLinks(takeBack) {
  const list = byId("links-given");

  /** @param {GivenKey} key */
  function item(key) {
    const time = wallTime(key.created);
    const words = _("Given at {time}", { time });
    const label = _("Take back the link given at {time}", { time });
    const button = make(
      "button",
      { class: "btn", "aria-label": label, type: "button" },
      _("Take back"),
    );
    const row = make("li", { class: "row" }, words, button);
    button.addEventListener("click", async () => {
      button.disabled = true;
      if (!(await takeBack(key))) return void (button.disabled = false);
      row.remove();
      byId("link-close").focus();
    });
    return row;
  }

  return (keys) => list.replaceChildren(...keys.map(item));
}
