// @ts-check
/** What a person can do: to which servers, and which act. */

import * as deeds from "./actions.model.js";
import { foundServers, notAllowed, pointless } from "./available.model.js";
import { _ } from "../../core/words.js";
import { button, byId, make, setAttribute } from "../../kit/dom.js";
import { killSwitch } from "./kill_switch.js";
import { menuButton } from "../../kit/menu.js";
import { serverChips } from "../panels/servers/chips.js";
import { serverNames } from "../../core/format.js";
import { tellsCode } from "../../core/spoilers.js";

/** @import {ActRequest} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Deed} from "./actions.model.js" */

/**
 * @typedef {object} ControlActions
 * @property {(request: ActRequest) => void} act
 * @property {() => void} kill the guarded button was pressed
 * @property {(words: string) => void} explain why nothing happened
 */

/** @param {Session} session @param {ControlActions} actions */
export function controls(session, actions) {
  let t = 0;
  const chips = serverChips(() => draw(t));
  const guard = killSwitch(session, actions);
  /** Why an act cannot be done now. @param {ActRequest} request */
  function reason(request) {
    if (!session.mayAct) return notAllowed();
    return pointless(request, foundServers(session, t), { ...session, t });
  }

  /** @param {Deed} deed what it does to the chosen servers @returns {ActRequest} */
  const chosen = ({ request }) => ({ ...request, servers: chips.chosen() });

  /** @param {Deed} deed */
  const single = (deed) => one(deed, () => chosen(deed));

  /** @param {Deed} deed */
  const fleet = (deed) => one(deed, () => deed.request);

  /** @param {Deed} deed @param {() => ActRequest} request */
  function one(deed, request) {
    const press = () => {
      const why = reason(request());
      if (why) actions.explain(why);
      else actions.act(request());
    };
    const own = button(deed.words, press, { "data-op": deed.request.op });
    return { own, title: deed.title, reason: () => reason(request()) };
  }

  /** @param {string} words @param {() => Deed[]} choices @param {string} title @param {string} op */
  function several(words, choices, title, op) {
    // above, so that the kill switch stays free
    const own = button(words, () => undefined, {
      "data-op": op,
      "data-menu-side": "above",
    });
    own.append(" ", make("i", { class: "caret", "aria-hidden": "true" }));
    const menu = () => {
      return {
        title: words,
        note: serverNames(chips.numbers(), session.servers),
        items: choices().map((deed) => ({
          words: deed.words,
          reason: reason(chosen(deed)),
          press: () => actions.act(chosen(deed)),
        })),
      };
    };
    menuButton(own, menu, actions.explain);
    const whys = () => choices().map((deed) => reason(chosen(deed)));
    return {
      own,
      title,
      reason: () => (whys().every(Boolean) ? whys()[0] : undefined),
    };
  }

  function offers() {
    return [
      several(
        _("Flag off"),
        () => deeds.flagOff(tellsCode(session.view)),
        _("For new orders only, or for what runs as well"),
        "flag",
      ),
      single(deeds.kill()),
      single(deeds.deploy()),
      single(deeds.flagOn()),
      single(deeds.restore()),
      several(
        _("Roll back"),
        () =>
          chips.numbers().length === 1 ? [deeds.rollback()] : deeds.rollbackPaces(),
        deeds.rollback().title,
        "rollback",
      ),
      fleet(deeds.actOnEmails()),
      fleet(deeds.unwind()),
      fleet(deeds.holdUnwind()),
    ];
  }

  const offered = offers();
  byId("acts").replaceChildren(...offered.map(({ own }) => own));

  /** Which acts would do something, at a second. @param {number} now */
  function draw(now) {
    t = now;
    for (const { own, title, reason: why } of offered) {
      const words = why();
      setAttribute(own, "aria-disabled", String(Boolean(words)));
      setAttribute(own, "title", words ?? title);
    }
  }

  function refresh() {
    chips.build(session.servers);
    byId("watch-only").hidden = session.mayAct;
    byId("banner").hidden = false;
    for (const own of [...byId("chips").children, byId("guard")]) {
      setAttribute(own, "aria-disabled", String(!session.mayAct));
    }
    if (!session.mayAct) guard(false);
    draw(t);
  }

  return { draw, refresh };
}
