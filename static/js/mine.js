// @ts-check
/** My runs works without script; with it names change in place and a deletion has an undo. */

import { deleteRun, describeRun, restoreRun } from "./replay/runs.api.js";
import { chosen } from "./mine/chosen.js";
import { describing } from "./mine/names.js";
import { losses, sorting } from "./mine/list.js";
import { mineKeys } from "./mine/keys.js";

losses();
sorting();
describing(describeRun);
chosen(deleteRun, restoreRun);
mineKeys();
