// @ts-check
/**
 * Wires the host's page together; nothing is decided here. Every part gets the Leading: what
 * it knows (`room`), what it does (`do`), and who draws it anew (`enter`, `hang`).
 */

import { Leading } from "./room/leading.page.js";
import { byId, inputById } from "./kit/dom.js";
import { copyFrom } from "./kit/copying.js";
import { askPart, rosterPart, runPart } from "./room/host/host.page.js";
import { settingsPart, statusPart } from "./room/host/host.page.js";
import { recordPart } from "./room/host/record.js";
import { teamsPart } from "./room/teams/teams.js";
import { reachPart } from "./room/host/reach.page.js";
import { themeSwitch } from "./kit/theme.js";
import { toast } from "./kit/toasts.js";
import { _ } from "./core/words.js";

const leading = new Leading(byId("app").dataset["code"] ?? "");

statusPart(leading);
askPart(leading, runPart(leading));
rosterPart(leading);
settingsPart(leading);
leading.hang(teamsPart, "teams");
leading.hang(recordPart, "record");
reachPart(leading);

byId("copy-address").addEventListener("click", async () => {
  const copied = await copyFrom(inputById("join-address"));
  toast(copied ? _("The address is copied.") : _("Press Ctrl+C"));
});
themeSwitch();
byId("to-rehearsal").hidden = top !== self; // it is in one
leading.link.start();
globalThis.knightroom = Object.freeze({ room: leading.room });
