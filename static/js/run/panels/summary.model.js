// @ts-check
/** One sentence that says what the page shows, for those who do not see it. */

import { NOT_YET, headline } from "../../core/headline.js";
import { hm, int, money } from "../../core/format.js";
import { _ } from "../../core/words.js";
import { ordersPerMinute } from "../../core/servers.js";

/** @import {Line} from "../../core/line.js" */

/** @param {Line} line @param {number} frame @param {number} [t] of the screen, where no frame is known */
export function summary(line, frame, t = 0) {
  if (frame < 0 && t >= 1) return _("{time}. {what}.", { time: hm(t), what: NOT_YET });
  const { cents, state, label } = headline(line, frame);
  const sent = line.servers.reduce(
    (n, _none, i) => n + ordersPerMinute(line, i, frame),
    0,
  );
  const now = { time: hm(frame + 1), sent: int(sent) };
  if (state === "before")
    return _("{time}. Nothing traded. {sent} orders a minute.", now);
  return _("{time}. {label}: {money}. {sent} orders a minute.", {
    ...now,
    label,
    money: money(cents),
  });
}
