// @ts-check
/** The operate link: a dialog that is made when the host first wants one. */

import { givenKeys, operateLink, takeBackKey } from "./operate.api.js";
import { LinkDialog } from "./link.js";
import { _ } from "../../core/words.js";
import { givenLinks } from "./granted.js";
import { toast } from "../../kit/toasts.js";

/** @import {GivenKey, RunContext} from "../../types.js" */

/** @type {LinkDialog | null} */
let dialog = null;

/** @param {RunContext} context */
export async function open({ run }) {
  try {
    const { url } = await operateLink(run);
    const keys = await givenKeys(run);
    dialog ??= new LinkDialog();
    givenLinks((key) => takenBack(run, key))(keys);
    dialog.show(new URL(url, location.href).href);
  } catch (error) {
    noLink(error);
  }
}

/** Whether it worked. @param {string} run @param {GivenKey} key */
async function takenBack(run, key) {
  try {
    await takeBackKey(run, key);
    return true;
  } catch (error) {
    noLink(error);
    return false;
  }
}

/** @param {unknown} error */
function noLink(error) {
  const reason = error instanceof Error ? error.message : String(error);
  toast(_("No link: {reason}", { reason }));
}
