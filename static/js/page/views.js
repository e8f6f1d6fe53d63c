// @ts-check
/** The views that are text: each draws while it can be seen. */

import { byId } from "../ui/dom.js";
import { telemetryPanel } from "../ui/telemetry.js";
import { whenVisible } from "../ui/visible.js";

/** @import {Scheduler} from "../core/scheduler.js" */
/** @import {Session} from "../core/session.js" */

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

  view("telemetry", "view-log", telemetryPanel(session, redraw));
}
