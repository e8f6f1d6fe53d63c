// @ts-check
/** Every execution of the second on the screen. */

import { _ } from "../../../core/words.js";

/** @import {Panel} from "../index.js" */

/** @type {Panel} */
export const tape = {
  name: "tape",
  words: () => _("Tape"),
  load: async () => (await import("./tape.page.js")).tapeView,
};
