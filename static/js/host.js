// @ts-check
/**
 * Wires the host's page together; nothing is decided here. Every part gets the Leading: what
 * it knows (`room`), what it does (`do`), and who draws it anew (`enter`, `hang`).
 */

import { Leading } from "./page/leading.js";
import { byId, inputById } from "./ui/dom.js";
import { copyFrom } from "./ui/copying.js";
import { askPart, rosterPart, runPart } from "./page/hosting.js";
import { settingsPart, statusPart } from "./page/hosting.js";
import { recordPart } from "./ui/record.js";
import { teamsPart } from "./ui/teams.js";
import { reachPart } from "./page/reaching.js";
import { themeSwitch } from "./ui/theme.js";
import { toast } from "./ui/toasts.js";
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
