// @ts-check
/**
 * Wires the host's page together; nothing is decided here. Every part gets the RoomPage: what
 * it knows (`room`), what it does (`do`), and who draws it anew (`enter`, `hang`).
 */

import { RoomPage } from "./room/room.page.js";
import { byId, inputById } from "./kit/dom.js";
import { copyFrom } from "./kit/copying.js";
import { LOOK, questionsPart } from "./room/questions/questions.js";
import { rosterPart, runPart } from "./room/host/host.page.js";
import { settingsPart, statusPart } from "./room/host/host.page.js";
import { recordPart } from "./room/host/record.js";
import { teamsPart } from "./room/teams/teams.js";
import { reachPart } from "./room/host/reach.page.js";
import { themeSwitch } from "./kit/theme.js";
import { toast } from "./kit/toasts.js";
import { _ } from "./core/words.js";

const page = new RoomPage(byId("app").dataset["code"] ?? "");

statusPart(page);
const steering = runPart(page);
page.hang(
  questionsPart((t) => steering.seek(t)),
  "questions",
);
setInterval(() => page.redraw(), LOOK);
rosterPart(page);
settingsPart(page);
page.hang(teamsPart, "teams");
page.hang(recordPart, "record");
reachPart(page);

byId("copy-address").addEventListener("click", async () => {
  const copied = await copyFrom(inputById("join-address"));
  toast(copied ? _("The address is copied.") : _("Press Ctrl+C"));
});
themeSwitch();
byId("to-rehearsal").hidden = top !== self; // it is in one
page.connection.start();
globalThis.knightroom = Object.freeze({ room: page.room });
