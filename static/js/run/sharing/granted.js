// @ts-check
/** The operate links that still count, each with a way to take it back. */

import { button, byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { wallTime } from "../../core/format.js";

/** @import {GivenKey} from "../../types.js" */

/** @typedef {(key: GivenKey) => Promise<boolean>} TakeBack whether it worked */

/** What shows them. @param {TakeBack} takeBack @returns {(keys: GivenKey[]) => void} */
export const givenLinks = (takeBack) => (keys) =>
  byId("links-given").replaceChildren(...keys.map((key) => item(key, takeBack)));

/** @param {GivenKey} key @param {TakeBack} takeBack */
function item(key, takeBack) {
  const time = wallTime(key.created);
  const press = async () => {
    own.disabled = true;
    if (!(await takeBack(key))) return void (own.disabled = false);
    row.remove();
    byId("link-close").focus();
  };
  const own = button(_("Take back"), () => void press(), {
    "aria-label": _("Take back the link given at {time}", { time }),
  });
  const row = make("li", { class: "row" }, _("Given at {time}", { time }), own);
  return row;
}
