// @ts-check
/** A page that a link opened: what its sender saw, for this viewer alone. */

import { byId } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { toast } from "../../kit/toasts.js";

/** @import {RunContext, Shared} from "../../types.js" */

/**
 * What the sender saw besides the moment, and what this page is.
 * @param {RunContext} context @param {Shared} shared
 */
export function showShared(context, { looks, name }) {
  const { session, scheduler } = context;
  const stock = session.symbols.findIndex(({ id }) => id === looks.stock);
  if (stock >= 0) session.stock = stock;
  pointOut(looks.server);
  scheduler.refresh();
  if (document.documentElement.dataset.embed === "on") return;
  const words = _(
    "This moment was shared with you. You see it paused, on a clock of your own; the run itself is not moved.",
  );
  if (looks.notes) void import("../notes/index.js").then(({ open }) => open(context));
  toast(name ? _("{name}: {words}", { name: `“${name}”`, words }) : words);
}

/** The tile of a server that the sender meant. @param {number | undefined} server */
function pointOut(server) {
  const tile = document.querySelector(`.tile[data-server="${server ?? 0}"]`);
  if (tile instanceof HTMLElement) tile.dataset["meant"] = "";
}

/**
 * The address shows nothing to this browser any more: what stands on the page goes at
 * once, and the server says why; in a room the room's page does.
 */
export function blank() {
  const app = byId("app");
  const { room } = app.dataset;
  app.hidden = true;
  if (room) location.replace(`/rooms/${room}/${location.hash}`);
  else location.reload();
}
