// @ts-check
/** What somebody asked for and the server has not answered, as a question. */

import { hms } from "../core/format.js";
import { question } from "../core/acts.js";
import { _ } from "../core/words.js";

/** @import {ActRequest, ClientMessage, ClockCommand} from "../types.js" */

/** @param {ClientMessage} message @param {number} servers how many there are */
export function commandWords(message, servers) {
  const given = /** @type {any} */ (message);
  if (message.type === "clock") return clockWords(given);
  if (message.type === "reason") return _("Give the reason “{text}”?", given);
  return question(/** @type {ActRequest} */ (given), servers);
}

/** @param {ClockCommand} command */
function clockWords({ action, to, from, speed = 1, on = false }) {
  switch (action) {
    case "play":
      return _("Play?");
    case "pause":
      return _("Pause?");
    case "seek":
      return _("Go to {time}?", { time: hms(Number(to)) });
    case "speed":
      return _("Play at {speed}×?", { speed });
    case "stop-at-events":
      return on ? _("Stop at events?") : _("Stop at events no more?");
    case "loop":
      return from === undefined ? _("End the loop?") : _("Play a range over and over?");
  }
}
