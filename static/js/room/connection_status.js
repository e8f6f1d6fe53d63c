// @ts-check
/** The pill that says how the connection to the room stands. */

import { byId, setText } from "../kit/dom.js";
import { mood, words } from "../core/connection.js";

/** @import {State} from "../core/connection.js" */

/** @param {{ state: State }} connection @returns {() => void} draws */
export function connectionStatus(connection) {
  let connects = 0;
  let before = connection.state;

  return () => {
    if (connection.state === "live" && before !== "live") connects++;
    before = connection.state;
    const about = { catchingUp: false, resumed: connects > 1, first: connects === 0 };
    setText(byId("connection-words"), words(connection.state, about));
    byId("connection").dataset["state"] = mood(connection.state, about);
  };
}
