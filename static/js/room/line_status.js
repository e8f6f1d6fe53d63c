// @ts-check
/** The pill that says how the line to the room stands. */

import { byId, setText } from "../kit/dom.js";
import { mood, words } from "../core/connection.js";

/** @import {State} from "../core/connection.js" */

/** @param {{ state: State }} line @returns {() => void} draws */
export function lineStatus(line) {
  let connects = 0;
  let before = line.state;

  return () => {
    if (line.state === "live" && before !== "live") connects++;
    before = line.state;
    const about = { catchingUp: false, resumed: connects > 1, first: connects === 0 };
    setText(byId("connection-words"), words(line.state, about));
    byId("connection").dataset["state"] = mood(line.state, about);
  };
}
