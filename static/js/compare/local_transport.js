// @ts-check
/** Play, speed and clock of a page whose clock is its own. */

import { PAUSE, PLAY, speedGroup } from "../replay/transport.js";
import { byId, setAttribute, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";
import { hms } from "../core/format.js";

/** @import {View} from "../core/view.js" */

/** @param {View} view @param {{ toggle: () => void, setSpeed: (speed: number) => void }} actions */
export function localTransport(view, { toggle, setSpeed }) {
  const play = byId("play");
  const icon = /** @type {Element} */ (play.querySelector("path"));
  const speeds = speedGroup(setSpeed);
  play.addEventListener("click", toggle);

  /** Every frame; touches the page only where something changed. @param {number} t */
  return function draw(t) {
    const playing = view.playing();
    setText(byId("clock"), hms(t));
    setAttribute(play, "aria-label", playing ? _("Pause") : _("Play"));
    setAttribute(icon, "d", playing ? PAUSE : PLAY);
    speeds(view.clock.speed);
  };
}
