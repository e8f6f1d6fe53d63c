// @ts-check
/**
 * Wires what a room adds to the projector's page: how to join, who is here, black. It says
 * hello as a projector, so that it is told no more than what all may see.
 */

import { Leading } from "./room/leading.page.js";
import { byId } from "./kit/dom.js";
import { projectorOver } from "./room/projector.js";
import { shownQuestionPart } from "./room/questions/question.js";
import { themeSwitch } from "./kit/theme.js";

/** How often the clock of the run is looked at. */
const EVERY = 250;

const page = byId("projector");
const leading = new Leading(page.dataset["code"] ?? "", { projector: true });

leading.enter(projectorOver(leading.room, page.dataset["run"] ?? "", again));
leading.hang(
  shownQuestionPart(() => behind()?.clock.time() ?? null),
  "asked",
);
setInterval(() => leading.redraw(), EVERY);
if (!page.dataset["run"]) themeSwitch();
leading.link.start();
globalThis.knightroom = Object.freeze({ room: leading.room });

/** The room looks at another run: its page is another one. */
function again() {
  location.reload();
}

/** The run's page that is behind. @returns {{ clock: { time: () => number } } | undefined} */
function behind() {
  return /** @type {any} */ (globalThis.knightreplay);
}
