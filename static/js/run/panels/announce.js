// @ts-check
/** What a screen reader hears: at most every eight seconds, while it plays. */

import { byId, setText } from "../../kit/dom.js";
import { frameAt } from "../../core/timescale.js";
import { summary } from "./summary.model.js";

/** @import {Session} from "../../core/session.js" */

export const PAUSE = 8000;

/** @param {Session} session */
export function announcer(session) {
  /** @param {number} t */
  return function draw(t) {
    const { line } = session.store;
    setText(byId("live"), summary(line, line.lastKnown(frameAt(t)), t));
  };
}
