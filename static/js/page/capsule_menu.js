// @ts-check
/** Stands in for page/run_menu.js in a capsule: all the rest takes the run's server. */

import { _ } from "../core/words.js";
import { byId } from "../ui/dom.js";
import { menuButton } from "../ui/menu.js";
import { toast } from "../ui/toasts.js";

/** @import {Context} from "./run_menu.js" */

/** @param {Context} context */
export function runMenu(context) {
  const press = async () => (await import("./notes.js")).open(context);
  const items = [{ id: "menu-notes", words: _("Notes"), press }];
  menuButton(byId("run-menu"), () => ({ title: _("This run"), items }), toast);
}
