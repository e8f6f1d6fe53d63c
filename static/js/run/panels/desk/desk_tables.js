// @ts-check
/** The 33 Account and PMON as tables, every five minutes up to the present time. */

import { FIVE_MINUTES, clock, dollars, every, fill } from "../tables.js";
import { account33 } from "./account33.model.js";
import { hms, int } from "../../../core/format.js";
import { pmonAt } from "./pmon.model.js";
import { _ } from "../../../core/words.js";

/** @import {Line} from "../../../core/line.js" */
/** @import {Session} from "../../../core/session.js" */

/** @param {Session} session */
export function deskTables(session) {
  /** @param {number} t */
  return function draw(t) {
    const { line } = session.store;
    const { frame, none } = session.showing(t);
    const times = none ? [] : every(FIVE_MINUTES, frame);
    fill(
      "table-account",
      _("33 Account, limit $2 M"),
      [_("Time"), _("Gross"), _("Times the limit")],
      times.map((at) => account(line, at)),
    );
    fill(
      "table-pmon",
      _("PMON as it looked, by an assumed delay"),
      [_("Time"), _("Shows"), _("Gross"), _("True gross"), _("P&L"), _("True P&L")],
      times.map((at) => screen(line, at)),
    );
  };
}

/** @param {Line} line @param {number} at */
function account(line, at) {
  const { gross, multiple } = account33(line.columns.gross, at - 1);
  return [clock(at), dollars(gross), { text: int(multiple) }];
}

/** @param {Line} line @param {number} at */
function screen(line, at) {
  const { shown } = pmonAt(line.columns.executions, at - 1);
  return [
    clock(at),
    { text: hms(shown + 1) },
    dollars(line.at("gross", shown)),
    dollars(line.at("gross", at - 1)),
    dollars(line.at("pnl_own", shown)),
    dollars(line.at("pnl_own", at - 1)),
  ];
}
