// @ts-check
/** These pages work without script; with it, `/#key=…` makes this browser the host's. */

import { becomeHost } from "./home/host.api.js";
import { cards } from "./home/cards.js";
import { figures } from "./home/figures.api.js";
import { openCapsule } from "./home/capsules.api.js";
import { openCapsules } from "./home/open_capsule.js";
import { pageNow } from "./home/pending.api.js";
import { pending } from "./home/pending.js";
import { printing } from "./kit/printing.js";
import { themeSwitch } from "./kit/theme.js";

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
pending(pageNow);
openCapsules(openCapsule, (address) => location.assign(address));
addEventListener("hashchange", takeKey);
await takeKey();
