// @ts-check
/** What can be done with one server, from its tile. */

import * as deeds from "./actions.model.js";
import { foundServers, notAllowed, pointless } from "./available.model.js";
import { _ } from "../../core/words.js";
import { serverWords } from "../../core/servers.js";
import { tellsCode } from "../../core/spoilers.js";

/** @import {ActRequest} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Deed} from "./actions.model.js" */

/**
 * @param {Session} session @param {(request: ActRequest) => void} act
 * @param {number} number of the server
 */
export function tileMenu(session, act, number) {
  const t = session.view.time();
  const servers = foundServers(session, t);

  /** @param {Deed} deed @param {boolean} [apart] */
  const item = (deed, apart = false) => {
    const request = { ...deed.request, servers: [number] };
    const reason = session.mayAct
      ? pointless(request, servers, { ...session, t })
      : notAllowed();
    return { ...deed, op: request.op, reason, apart, press: () => act(request) };
  };

  const { frame } = session.showing(t);
  const { badge, detail } = serverWords(session, number - 1, frame);
  return {
    title: _("Server {number}", { number }),
    note: badge && !detail.startsWith(badge) ? `${badge}. ${detail}` : detail,
    items: [
      ...deeds.flagOff(tellsCode(session.view)).map((deed) => item(deed)),
      item(deeds.flagOn()),
      item(deeds.kill(), true),
      item(deeds.restore()),
      item(deeds.deploy(), true),
      item(deeds.rollback()),
    ],
  };
}
