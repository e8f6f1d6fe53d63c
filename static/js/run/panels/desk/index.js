// @ts-check
/** The desk: the 33 Account, PMON, and what the loss consists of. */

import { _ } from "../../../core/words.js";

/** @import {Panel} from "../index.js" */

/** @type {Panel} */
export const desk = {
  name: "desk",
  words: () => _("Desk"),
  load: async () => (await import("./desk.js")).deskView,
};
