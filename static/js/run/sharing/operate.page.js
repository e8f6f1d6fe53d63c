// @ts-check
/** The operate link: a dialog that is made when the host first wants one. */

import { givenKeys, operateLink, takeBackKey } from "../../net/api.js";
import { _ } from "../../core/words.js";
import { givenLinks } from "./granted.js";
import { linkDialog } from "./link.js";
import { toast } from "../../kit/toasts.js";

/** @import {GivenKey} from "../../types.js" */
/** @import {Context} from "../page/run_menu.page.js" */

/** @type {ReturnType<typeof linkDialog> | null} */
let dialog = null;

/** @param {Context} context */
export async function open({ run }) {
  const takeBack = async (/** @type {GivenKey} */ key) => {
    try {
      await takeBackKey(run, key);
      return true;
    } catch (error) {
      noLink(error);
      return false;
    }
  };
  try {
    const { url } = await operateLink(run);
    const keys = await givenKeys(run);
    dialog ??= linkDialog();
    givenLinks(takeBack)(keys);
    dialog(new URL(url, location.href).href);
  } catch (error) {
    noLink(error);
  }
}

/** @param {unknown} error */
function noLink(error) {
  const reason = error instanceof Error ? error.message : String(error);
  toast(_("No link: {reason}", { reason }));
}
