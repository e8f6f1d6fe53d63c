// @ts-check
/** The views that are text: each draws while it can be seen. */

import { asTables } from "../../kit/modes.js";
import { byId } from "../../kit/dom.js";
import { deskPanel } from "./desk/desk.js";
import { deskTables } from "./desk/desk_tables.js";
import { splitPanel } from "./desk/split.js";
import { telemetryPanel } from "./telemetry/telemetry.js";
import { whenVisible } from "../../kit/visible.js";

/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */

/** @param {Scheduler} scheduler @param {Session} session */
export function enterViews(scheduler, session) {
  const redraw = () => scheduler.flush();
  const second = (/** @type {number} */ t) =>
    `${session.store.version}:${session.acts}:${Math.floor(t)}`;

  /** @param {string} name @param {string} host @param {(t: number) => void} draw */
  function view(name, host, draw) {
    scheduler.add({ name, kind: "text", every: 250, key: second, draw });
    whenVisible(byId(host), (visible) => scheduler.setVisible(name, visible));
  }

  const account = deskPanel(session);
  const split = splitPanel(session);
  const tables = deskTables(session);
  view("desk", "view-desk", (t) => {
    account(t);
    split(t);
    if (asTables()) tables(t);
  });
  view("telemetry", "view-log", telemetryPanel(session, redraw));
}
