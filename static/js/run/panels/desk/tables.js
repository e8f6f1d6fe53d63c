// @ts-check
/** The 33 Account and PMON as tables, every five minutes up to the present time. */

import { account33 } from "../../account33.model.js";
import { fillFrom } from "../../../kit/tables.js";
import { hms, int } from "../../../core/format.js";
import { pmonAt } from "./pmon.model.js";
import { _ } from "../../../core/words.js";

/** @import {Session} from "../../../core/session.js" */
/** @import {Table} from "../../../kit/tables.js" */

/** @type {Record<string, Table>} */
const TABLES = {
  account: {
    caption: () => _("33 Account, limit $2 M"),
    heads: () => [_("Gross"), _("Times the limit")],
    cells: ({ store }, frame) => {
      const { gross, multiple } = account33(store.line.columns.gross, frame);
      return [gross, int(multiple)];
    },
  },
  pmon: {
    caption: () => _("PMON as it looked, by an assumed delay"),
    heads: () => [_("Shows"), _("Gross"), _("True gross"), _("P&L"), _("True P&L")],
    cells: ({ store: { line } }, frame) => {
      const { shown } = pmonAt(line.columns.executions, frame);
      return [
        hms(shown + 1),
        line.at("gross", shown),
        line.at("gross", frame),
        line.at("pnl_own", shown),
        line.at("pnl_own", frame),
      ];
    },
  },
};

/** @param {Session} session @param {number} t */
export function deskTables(session, t) {
  for (const [name, table] of Object.entries(TABLES)) fillFrom(name, table, session, t);
}
