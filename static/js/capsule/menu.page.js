// @ts-check
/** Stands in for run/page/run_menu.page.js in a capsule: all the rest takes the run's server. */

import { _ } from "../core/words.js";
import { byId } from "../kit/dom.js";
import { menuButton } from "../kit/menu.js";
import { toast } from "../kit/toasts.js";

/** @import {RunContext} from "../types.js" */

/** @param {RunContext} context */
export function runMenu(context) {
  const press = async () => (await import("../run/notes/index.js")).open(context);
  const items = [{ id: "menu-notes", words: _("Notes"), press }];
  menuButton(byId("run-menu"), () => ({ title: _("This run"), items }), toast);
}
