// @ts-check
/** The log's button, with how much stands in it; the log itself comes when it is wanted. */

import { atOnceIfWide, wanted } from "../../kit/lazy.js";
import { byId, setText } from "../../kit/dom.js";

/** @import {LogActions, LogPanel} from "./log.js" */
/** @import {Session} from "../../core/session.js" */

/** @param {Session} session @param {LogActions} actions @param {Promise<unknown>} after what comes first */
export function logButton(session, actions, after) {
  /** @type {LogPanel | null} */
  let panel = null;
  const fetched = wanted(async () => {
    const { LogPanel } = await import("./log.js");
    return (panel = new LogPanel(session, actions));
  });

  function refresh() {
    const live = session.log.filter((act) => !act.struck).length;
    setText(byId("log-count"), live ? String(live) : "");
    panel?.refresh();
  }

  const open = async () => (await fetched())?.open();

  byId("log-open").addEventListener("click", open);
  atOnceIfWide(fetched, after);
  return { open, refresh, fill: () => panel?.fill(), draw: () => panel?.draw() };
}
