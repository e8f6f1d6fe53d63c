// @ts-check
/** My runs works without script; with it names change in place and a deletion has an undo. */

import { deleteRun, describeRun, restoreRun } from "./net/runs.js";
import { chosen } from "./ui/mine_chosen.js";
import { describing } from "./ui/mine_names.js";
import { losses, sorting } from "./ui/mine_list.js";
import { mineKeys } from "./ui/mine_keys.js";

losses();
sorting();
describing(describeRun);
chosen(deleteRun, restoreRun);
mineKeys();
