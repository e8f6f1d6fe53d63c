// @ts-check
/** Before there is a run: who else is here. */

import { byId, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {RoomContext} from "../room.model.js" */

/** With more names than this the rest is a number. */
const MOST = 40;

/** @param {HTMLElement} root @param {RoomContext} context */
export function waitingPart(root, { room }) {
  let shown = "";
  return function draw() {
    const { info, me } = room;
    root.hidden = !info || room.over !== null || Boolean(me?.run);
    if (root.hidden || !info) return;
    const names = info.waiting;
    const here =
      info.here === 1
        ? _("You are the first.")
        : _("{count} are here.", { count: info.here });
    setText(byId("waiting-count"), here);
    if (shown === names.join("\n")) return;
    shown = names.join("\n");
    byId("waiting-names").replaceChildren(...chips(names, me?.name ?? ""));
  };
}

/** @param {string[]} names @param {string} own */
function chips(names, own) {
  const shown = names
    .slice(0, MOST)
    .map((name) =>
      make("li", { dir: "auto", ...(name === own ? { class: "me" } : {}) }, name),
    );
  const rest = names.length - shown.length;
  return rest > 0
    ? [...shown, make("li", {}, _("and {count} more", { count: rest }))]
    : shown;
}
