// @ts-check
/** The start page works without script; with it, `/#key=…` makes this browser the host's. */

import { becomeHost } from "./net/host.js";

async function takeKey() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (!key) return;
  history.replaceState(null, "", location.pathname);
  if (await becomeHost(key)) location.reload();
}

addEventListener("hashchange", takeKey);
await takeKey();
