// @ts-check
/** A view whose clock is this page's own: nobody else's screen moves with it. */

import { View } from "../core/view.js";
import { applyCommand } from "../core/clock.js";

/** @import {ClockCommand} from "../types.js" */

export class LocalView extends View {
  /** @param {ClockCommand} command */
  move(command) {
    this.adopt(applyCommand(this.clock, command, this.serverNow(), this.stops), false);
    this.preview = null;
  }
}
