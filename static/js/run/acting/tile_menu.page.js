// @ts-check
/** What can be done with one server, from its tile. */

import * as offered from "./actions.model.js";
import { foundServers, notAllowed, pointless } from "./available.model.js";
import { _ } from "../../core/words.js";
import { serverWords } from "../../core/servers.js";
import { tellsCode } from "../../core/spoilers.js";

/** @import {ActRequest} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {OfferedAct} from "./actions.model.js" */

/**
 * @param {Session} session @param {(request: ActRequest) => void} act
 * @param {number} number of the server
 */
export function tileMenu(session, act, number) {
  const t = session.view.time();
  const servers = foundServers(session, t);

  /** @param {OfferedAct} own @param {boolean} [apart] */
  const item = (own, apart = false) => {
    const request = { ...own.request, servers: [number] };
    const reason = session.mayAct
      ? pointless(request, servers, { ...session, t })
      : notAllowed();
    return { ...own, op: request.op, reason, apart, press: () => act(request) };
  };

  const { frame } = session.showing(t);
  const { badge, detail } = serverWords(session, number - 1, frame);
  return {
    title: _("Server {number}", { number }),
    note: badge && !detail.startsWith(badge) ? `${badge}. ${detail}` : detail,
    items: [
      ...offered.flagOff(tellsCode(session.view)).map((own) => item(own)),
      item(offered.flagOn()),
      item(offered.kill(), true),
      item(offered.restore()),
      item(offered.deploy(), true),
      item(offered.rollback()),
    ],
  };
}
