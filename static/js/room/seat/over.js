// @ts-check
/** It is over for this seat: the room has ended, or its host took somebody out. */

import { byId, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {RoomContext} from "../room.model.js" */

const WHY = {
  removed: () => [
    _("You were taken out of this room by its host"),
    _("Nothing more is shown here. Ask the host if that was a mistake."),
  ],
  ended: () => [
    _("This room has ended"),
    _("Thank you for taking part. Nothing moves here any more."),
  ],
  gone: () => [
    _("This browser has no seat in the room any more"),
    _("Perhaps you left it in another tab. You can join again with its code."),
  ],
};

/** @param {HTMLElement} root @param {RoomContext} context */
export function overPart(root, context) {
  const { room } = context;
  return function draw() {
    const why = room.over ?? (context.state === "gone" ? "gone" : null);
    root.hidden = !why;
    if (!why) return;
    const [title = "", words = ""] = WHY[why]();
    setText(byId("over-title"), title);
    setText(byId("over-words"), words);
  };
}
