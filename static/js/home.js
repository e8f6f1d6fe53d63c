// @ts-check
/** These pages work without script; with it, `/#key=…` makes this browser the host's. */

import { becomeHost } from "./net/host.js";
import { cards } from "./ui/cards.js";
import { figures } from "./net/figures.js";
import { openCapsule } from "./net/capsules.js";
import { openCapsules } from "./ui/open_capsule.js";
import { printing } from "./ui/printing.js";
import { themeSwitch } from "./ui/theme.js";

async function takeKey() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (!key) return;
  history.replaceState(null, "", location.pathname);
  if (await becomeHost(key)) location.reload();
}

themeSwitch();
printing(
  () => {},
  () => {},
);
cards(figures);
openCapsules(openCapsule, (address) => location.assign(address));
addEventListener("hashchange", takeKey);
await takeKey();
