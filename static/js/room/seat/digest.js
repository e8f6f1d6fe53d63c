// @ts-check
/** For whoever comes late: what happened so far, once. */

import { LATE, lateSummary } from "./late_summary.model.js";
import { button, literal, make } from "../../kit/dom.js";
import { recall, remember } from "../../kit/storage.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";

/** @import {RoomContext} from "../room.model.js" */

/** @param {HTMLElement} root @param {RoomContext} context */
export function digestPart(root, { room, session }) {
  let asked = "";

  return function draw() {
    const own = session();
    if (room.over || !own?.ready || !own.run || !room.me) {
      root.hidden = true;
      return;
    }
    const key = `knightreplay.sofar.${own.run.id}.${room.me.seat}`;
    if (key === asked) return;
    const t = own.view.time();
    if (own.showing(t).none) return; // what it tells is still on its way
    asked = key;
    root.hidden = recall(key) !== null || t < LATE;
    remember(key, "told");
    if (root.hidden) return;
    const close = () => (root.hidden = true);
    root.replaceChildren(...content(lateSummary(own, t), hms(t), close));
  };
}

/** @param {ReturnType<typeof lateSummary>} digest @param {string} time @param {() => void} close */
function content({ now, told, left }, time, close) {
  const row = (/** @type {{ time: string, words: string }} */ { time, words }) =>
    make("li", {}, literal("time", {}, time), make("span", { dir: "auto" }, words));
  const title = make("h2", { id: "digest-title" }, _("So far"));
  const more = left
    ? [
        make(
          "p",
          { class: "help" },
          _("and {count} things before that", { count: left }),
        ),
      ]
    : [];
  return [
    title,
    ...more,
    make("ol", { class: "told" }, ...told.map(row)),
    make("p", {}, make("b", {}, _("Now, {time} ET", { time })), ` ${now.join(". ")}.`),
    button(_("Got it"), close),
  ];
}
