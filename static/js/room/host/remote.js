// @ts-check
/** The clock on the host's phone, in buttons for a thumb. */

import { byId, button, make, setText } from "../../kit/dom.js";
import { stoppedWords, playButton } from "./run_panel.js";
import { SPEEDS, nextSpeed } from "../../core/clock.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";

/** @import {Room} from "../room.model.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {View} from "../../core/view.js" */
/** @import {Moves} from "./run_panel.js" */

export class RemoteClock {
  next = button("", () => this.toNext(), { class: "btn big", id: "next-stop" });
  slower = button(_("Slower"), () => this.pace(-1));
  faster = button(_("Faster"), () => this.pace(1));
  speed = make("output", { id: "speed" });
  /** @type {View | null} of the run that is there */
  view = null;

  /** @param {Room} room @param {Moves} moves */
  constructor(room, moves) {
    this.room = room;
    this.moves = moves;
    this.play = playButton(moves.toggle);
    const step = (/** @type {string} */ words, /** @type {string} */ title, by = 0) =>
      button(words, () => moves.step(by), { class: "btn big", title });
    byId("moves").replaceChildren(
      step(_("−1 min"), _("One minute back"), -60),
      this.play.press,
      step(_("+1 min"), _("One minute on"), 60),
      make("div", { class: "pacing" }, this.slower, this.speed, this.faster),
      this.next,
    );
  }

  /** @param {number} by @private */
  pace(by) {
    if (this.view) this.moves.pace(nextSpeed(this.view.clock.speed, by));
  }

  /** @private */
  toNext() {
    const stop = this.room.nextStop(this.view?.time() ?? 0);
    if (stop) this.moves.seek(stop.at);
  }

  /** @param {Session | null} session once there is one */
  draw(session) {
    const { info } = this.room;
    this.view = session?.view ?? null;
    byId("no-run").hidden = info?.run != null || !info;
    byId("moves").hidden = session === null;
    byId("stopped").hidden = session?.view.run.held_at == null;
    if (this.view) this.show(this.view);
    else setText(byId("clock"), "–");
  }

  /** @param {View} view @private */
  show(view) {
    const t = view.time();
    const { speed } = view.clock;
    const stopped = view.run.held_at ?? null;
    const stop = this.room.nextStop(t);
    setText(byId("clock"), hms(t));
    this.play.set(view.playing());
    setText(this.speed, `${speed}×`);
    this.slower.disabled = speed <= (SPEEDS[0] ?? 0);
    this.faster.disabled = speed >= (SPEEDS.at(-1) ?? Infinity);
    if (stopped !== null) setText(byId("stopped"), stoppedWords(stopped, t));
    this.next.hidden = stop === null;
    if (stop) setText(this.next, _("Next stop {time}", { time: hms(stop.at) }));
  }
}
