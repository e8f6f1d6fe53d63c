// @ts-check
/** The log's button, with how much stands in it; the log itself comes when it is wanted. */

import { atOnceIfWide, wanted } from "../../kit/lazy.js";
import { byId, setText } from "../../kit/dom.js";

/** @import {LogActions, LogPanel} from "./log.js" */
/** @import {Session} from "../../core/session.js" */

export class LogButton {
  /** @type {LogPanel | null} */
  panel = null;

  /** @param {Session} session @param {LogActions} actions */
  constructor(session, actions) {
    this.session = session;
    this.fetched = wanted(async () => {
      const { LogPanel } = await import("./log.js");
      return (this.panel = new LogPanel(session, actions));
    });
    byId("log-open").addEventListener("click", () => void this.open());
    atOnceIfWide(this.fetched);
  }

  async open() {
    (await this.fetched())?.open();
  }

  refresh() {
    const live = this.session.log.filter((act) => !act.struck).length;
    setText(byId("log-count"), live ? String(live) : "");
    this.panel?.refresh();
  }
}
