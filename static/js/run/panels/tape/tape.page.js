// @ts-check
/** The tape asks the server for its executions while the clock stands still. */

import { readTape } from "../../../net/api.js";
import { tapePanel } from "./tape.js";
import { wireTime } from "../../../core/format.js";

/** @import {PanelPage, PanelText} from "../index.js" */

/** Executions that come at once. */
const PAGE = 200;

/** @param {PanelPage} page @returns {PanelText} */
export function tapeView({ session }) {
  const { draw } = tapePanel(session, (query, after) =>
    readTape(session.run?.id ?? "", {
      at: wireTime(query.tick),
      after: String(after),
      limit: String(PAGE),
      ...(query.server ? { server: String(query.server) } : {}),
      ...(query.symbol ? { symbol: query.symbol } : {}),
    }),
  );
  const key = (/** @type {number} */ t) =>
    session.view.playing()
      ? "playing"
      : [
          session.epoch,
          session.symbols.length,
          session.view.preview,
          Math.floor(t),
        ].join(":");
  return { every: 250, key, draw };
}
