// @ts-check
/** The clock on the host's phone, in buttons for a thumb. */

import { byId, button, make, setAttribute, setText } from "../../kit/dom.js";
import { heldWords, playButton } from "./run_panel.js";
import { SPEEDS, nextSpeed } from "../../core/clock.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";

/** @import {Room} from "../room.model.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Moves} from "./run_panel.js" */

/** @param {Room} room @param {Moves} moves @returns {(session: Session | null) => void} draws */
export function remoteClock(room, moves) {
  const play = playButton(moves.toggle);
  const step = (/** @type {string} */ words, /** @type {string} */ title, by = 0) =>
    button(words, () => moves.step(by), { class: "btn big", title });
  const next = button("", () => undefined, { class: "btn big", id: "next-stop" });
  const slower = button(_("Slower"), () => pace(-1));
  const faster = button(_("Faster"), () => pace(1));
  const speed = make("output", { id: "speed" });
  let now = 1;
  let t = 0;

  const pace = (/** @type {number} */ by) => moves.pace(nextSpeed(now, by));
  next.addEventListener("click", () => {
    const stop = room.nextStop(t);
    if (stop) moves.seek(stop.at);
  });
  byId("moves").replaceChildren(
    step(_("−1 min"), _("One minute back"), -60),
    play.press,
    step(_("+1 min"), _("One minute on"), 60),
    make("div", { class: "pacing" }, slower, speed, faster),
    next,
  );

  return (session) => {
    byId("no-run").hidden = room.info?.run != null || !room.info;
    byId("moves").hidden = session === null;
    byId("held").hidden = session?.view.run.held_at == null;
    if (!session) return setText(byId("clock"), "–");
    const { view } = session;
    [t, now] = [view.time(), view.clock.speed];
    setText(byId("clock"), hms(t));
    play.set(view.playing());
    setText(speed, `${now}×`);
    slower.disabled = now <= (SPEEDS[0] ?? 0);
    faster.disabled = now >= (SPEEDS.at(-1) ?? Infinity);
    const held = view.run.held_at ?? null;
    if (held !== null) setText(byId("held"), heldWords(held, t));
    const stop = room.nextStop(t);
    next.hidden = stop === null;
    if (stop) setText(next, _("Next stop {time}", { time: hms(stop.at) }));
  };
}
