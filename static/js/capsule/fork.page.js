// @ts-check
/** Stands in for run/forks/index.js in a capsule: a fork is computed by a server. */

import { _ } from "../core/words.js";
import { toast } from "../kit/toasts.js";

export function open() {
  toast(
    _("A fork needs the server: open the run there, or bring this capsule to one."),
  );
}

export const forkAndAct = open;
