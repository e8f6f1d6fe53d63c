// @ts-check
/** What the servers wrote, and where our rules would have raised an alert. */

import { _ } from "../../../core/words.js";

/** @import {Panel} from "../index.js" */

/** @type {Panel} */
export const telemetry = {
  name: "telemetry",
  words: () => _("Telemetry"),
  load: async () => (await import("./telemetry.js")).telemetryView,
};
