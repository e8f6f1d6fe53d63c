// @ts-check
/** One sentence that says what the page shows, for those who do not see it. */

import { NOT_YET, headline } from "./headline.js";
import { hm, int, money } from "./format.js";
import { ordersPerMinute } from "./servers.js";

/** @import {Line} from "./line.js" */

/** @param {Line} line @param {number} frame @param {number} [t] of the screen, where no frame is known */
export function summary(line, frame, t = 0) {
  if (frame < 0 && t >= 1) return `${hm(t)}. ${NOT_YET}.`;
  const { cents, state, label } = headline(line, frame);
  const sent = line.servers.reduce((n, _, i) => n + ordersPerMinute(line, i, frame), 0);
  const time = hm(frame + 1);
  if (state === "before")
    return `${time}. Nothing traded. ${int(sent)} orders a minute.`;
  return `${time}. ${label}: ${money(cents)}. ${int(sent)} orders a minute.`;
}
