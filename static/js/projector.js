// @ts-check
/**
 * Wires what a room adds to the projector's page: how to join, who is here, black. It says
 * hello as a projector, so that it is told no more than what all may see.
 */

import { RoomPage } from "./room/room.page.js";
import { byId } from "./kit/dom.js";
import { projectorOver } from "./room/projector.js";
import { shownQuestionPart } from "./room/questions/index.js";
import { themeSwitch } from "./kit/theme.js";

/** How often the clock of the run is looked at. */
const EVERY = 250;

const { code = "", run = "" } = byId("projector").dataset;
const page = new RoomPage(code, { projector: true });

page.enter(projectorOver(page.room, run, again));
page.hang(
  shownQuestionPart(() => behind()?.clock.time() ?? null),
  "asked",
);
setInterval(() => page.redraw(), EVERY);
if (!run) themeSwitch();
page.connection.start();
globalThis.knightroom = Object.freeze({ room: page.room });

/** The room looks at another run: its page is another one. */
function again() {
  location.reload();
}

/** The run's page that is behind. @returns {{ clock: { time: () => number } } | undefined} */
function behind() {
  return /** @type {any} */ (globalThis.knightreplay);
}
