// @ts-check
/** What a projector shows of its room: who is here, the end, or nothing at all. */

import { hereWords } from "./presence.model.js";
import { byId, make, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";

/** @import {Room} from "./room.model.js" */

/** So many names can be read from the back row. */
const NAMES = 60;

/**
 * @param {Room} room @param {string} shown the run that the page shows, or nothing
 * @param {() => void} again the room is at another run
 * @returns {() => void} draws
 */
export function projectorOver(room, shown, again) {
  const list = document.getElementById("names");
  let names = "";

  return () => {
    const { info } = room;
    if (!info) return;
    if ((info.run ?? "") !== shown) return again();
    setText(byId("here"), words(info.here, info.asleep));
    byId("blank").hidden = !info.blanked;
    byId("ended").hidden = !info.ended;
    const now = info.waiting.join("\n");
    if (!list || now === names) return;
    names = now;
    const first = info.waiting.slice(0, NAMES);
    list.replaceChildren(...first.map((name) => make("li", { dir: "auto" }, name)));
    const more = info.waiting.length - first.length;
    byId("names-more").hidden = more <= 0;
    setText(byId("names-more"), _("and {count} more", { count: more }));
  };
}

/** @param {number} here @param {number} asleep */
const words = (here, asleep) =>
  here ? hereWords(here, asleep) : _("Nobody is here yet");
