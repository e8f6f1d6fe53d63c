// @ts-check
/** On the host's page: every address of this machine, and whether anybody has come by one. */

import { byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { qrCode } from "../../kit/qr.js";
import { readReach } from "./reach.api.js";

/** @import {RoomPage} from "../room.page.js" */
/** @import {Reach, Way} from "./reach.api.js" */

const AGAIN = 4000; // a new Wi-Fi gives a new address

/** @param {RoomPage} page */
export function reachPart(page) {
  const root = byId("preflight");
  let shown = "";

  const look = async () => {
    if (document.visibilityState !== "visible") return;
    const found = await readReach(page.code).catch(() => null);
    if (!found || JSON.stringify(found) === shown) return;
    shown = JSON.stringify(found);
    const open = root.querySelector("details")?.open ?? false;
    root.replaceChildren(...drawn(found, open));
    root.hidden = false;
  };
  void look();
  setInterval(look, AGAIN);
}

/** @param {Reach} reach @param {boolean} open */
function drawn({ ways, reached }, open) {
  const only = ways.every((way) => way.reach === "here");
  return [
    make("header", {}, make("h2", {}, _("Can others reach this computer?"))),
    make("p", { id: "reached", role: "status" }, reachedWords(reached)),
    ...(reached || only ? [] : [causes(open)]),
    ...(only ? [] : [make("ul", { class: "addresses" }, ...ways.map(row))]),
  ];
}

/** @param {number} reached */
function reachedWords(reached) {
  if (!reached) return _("No other device has reached this computer yet.");
  if (reached === 1) return _("One other device has reached it.");
  return _("{count} other devices have reached it.", { count: String(reached) });
}

/** @param {Way} way */
function row({ url, adapter, likely, qr }) {
  const words = [adapter, ...(likely ? [] : [_("hardly the one")])];
  return make(
    "li",
    {},
    make("span", { class: "qr" }, qrCode(qr, url)),
    make("b", { dir: "ltr" }, url.split("?")[0] ?? url),
    make("span", { class: "help" }, words.filter(Boolean).join(" · ")),
  );
}

/** @param {boolean} open */
function causes(open) {
  const details = make(
    "details",
    {},
    make("summary", {}, _("If nobody can come in")),
    make(
      "p",
      {},
      _(
        "The Wi-Fi keeps devices apart (guest and campus networks do): use a phone’s hotspot, an access point of your own, or a server with PUBLIC_URL.",
      ),
    ),
    make(
      "p",
      {},
      _(
        "A phone is in another network, or on mobile data: put it into the same Wi-Fi.",
      ),
    ),
    make(
      "p",
      {},
      _(
        "The firewall says no. Windows: allow Python in private networks, and make this network a private one. macOS: System Settings, Network, Firewall, allow Python. Linux: sudo ufw allow 8000/tcp, or sudo firewall-cmd --add-port=8000/tcp.",
      ),
    ),
  );
  details.open = open;
  return details;
}
