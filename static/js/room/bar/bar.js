// @ts-check
/** One slim line above the run: the room, the own seat, and the way back to the host. */

import { button, make, setAttribute, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { partWords } from "../seat_words.model.js";

/** @import {RoomContext} from "../room.model.js" */

/**
 * @typedef {object} BarActions
 * @property {string} address of the seat's own page
 * @property {() => number} missed how many steps of the host
 * @property {() => void} back to the host
 */

/** @param {HTMLElement} app @param {RoomContext} context @param {BarActions} actions */
export function roomBar(app, { room, session }, { address, missed, back }) {
  const name = make("a", { href: address, dir: "auto", class: "room-of" });
  const code = make("span", { class: "room-code" });
  const seat = make("span", { class: "room-seat", dir: "auto" });
  const words = make("span", { class: "room-state", role: "status" });
  const return_ = button(_("Back to the host"), back, { id: "back-to-host" });
  const line = make("p", { class: "room-line" }, name, code, seat, words, return_);
  const slots = ["question", "team"].map((id) => make("div", { id, hidden: "" }));
  const label = _("The room");
  app.prepend(
    make("section", { class: "room-bar", "aria-label": label }, line, ...slots),
  );

  return function draw() {
    const { info, me } = room;
    if (!info) return;
    setText(name, info.name || _("Room"));
    setText(code, info.code);
    setText(seat, me ? `${me.name}, ${partWords(me, info.teams)}` : "");
    const detached = session()?.view.detached ?? false;
    const state = stateOf({
      over: room.over,
      hosting: room.hosting,
      detached,
      kept: info.follow,
    });
    setAttribute(line, "data-state", state);
    setText(words, WORDS[state](missed()));
    return_.hidden = state !== "browsing";
  };
}

/**
 * @param {{ over: string | null, hosting: boolean, detached: boolean, kept: boolean }} about
 * @returns {keyof typeof WORDS}
 */
function stateOf({ over, hosting, detached, kept }) {
  if (over) return over === "ended" ? "ended" : "removed";
  if (hosting) return "hosting";
  if (detached) return "browsing";
  return kept ? "following" : "with";
}

const WORDS = {
  ended: () => _("This room has ended"),
  removed: () => _("You were taken out of this room by its host"),
  hosting: () => _("You lead this room"),
  following: () => _("Following the host"),
  with: () => _("With the host; you may browse"),
  browsing: behind,
};

/** @param {number} steps */
function behind(steps) {
  if (steps === 0) return _("Browsing");
  return steps === 1
    ? _("Browsing: 1 step behind the host")
    : _("Browsing: {count} steps behind the host", { count: steps });
}
