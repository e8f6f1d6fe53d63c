// @ts-check
/** What a person can do: to which servers, and which act. */

import * as offered from "./actions.model.js";
import { foundServers, notAllowed, pointless } from "./available.model.js";
import { _ } from "../../core/words.js";
import { button, byId, make, setAttribute } from "../../kit/dom.js";
import { killSwitch } from "./kill_switch.js";
import { menuButton } from "../../kit/menu.js";
import { ServerChips } from "./chips.js";
import { serverNames } from "../../core/format.js";
import { tellsCode } from "../../core/spoilers.js";

/** @import {ActRequest} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {OfferedAct} from "./actions.model.js" */

/**
 * @typedef {object} ControlActions
 * @property {(request: ActRequest) => void} act
 * @property {() => void} kill the guarded button was pressed
 * @property {(words: string) => void} explain why nothing happened
 */

/**
 * A button that does an act, or opens a menu of several.
 * @typedef {object} Offer
 * @property {HTMLButtonElement} own
 * @property {string} title
 * @property {() => string | undefined} reason why it would do nothing now
 */

export class Controls {
  /** The second that is shown. */
  t = 0;

  /** @param {Session} session @param {ControlActions} actions */
  constructor(session, actions) {
    this.session = session;
    this.actions = actions;
    this.chips = new ServerChips(() => this.draw(this.t));
    this.guard = killSwitch(session, actions);
    this.offers = [...this.ofServers(), ...this.ofFleet()];
    byId("acts").replaceChildren(...this.offers.map(({ own }) => own));
  }

  /** What is done to the chosen servers. @private */
  ofServers() {
    const rollback = offered.rollback();
    const paces = () =>
      this.chips.numbers().length === 1 ? [rollback] : offered.rollbackPaces();
    return [
      this.several("flag", {
        words: _("Flag off"),
        title: _("For new orders only, or for what runs as well"),
        choices: () => offered.flagOff(tellsCode(this.session.view)),
      }),
      this.single(offered.kill()),
      this.single(offered.deploy()),
      this.single(offered.flagOn()),
      this.single(offered.restore()),
      this.several("rollback", {
        words: _("Roll back"),
        title: rollback.title,
        choices: paces,
      }),
    ];
  }

  /** What is no matter of single servers. @private */
  ofFleet() {
    const all = [offered.actOnEmails(), offered.unwind(), offered.holdUnwind()];
    return all.map((offer) => this.one(offer, () => offer.request));
  }

  /** @param {OfferedAct} offer @private */
  single(offer) {
    return this.one(offer, () => this.chosen(offer));
  }

  /** What an act does to the chosen servers. @param {OfferedAct} offer @returns {ActRequest} @private */
  chosen({ request }) {
    return { ...request, servers: this.chips.chosen() };
  }

  /** @param {OfferedAct} offer @param {() => ActRequest} request @returns {Offer} @private */
  one({ words, title, request: { op } }, request) {
    const press = () => {
      const why = this.reason(request());
      if (why) this.actions.explain(why);
      else this.actions.act(request());
    };
    const own = button(words, press, { "data-op": op });
    return { own, title, reason: () => this.reason(request()) };
  }

  /**
   * @param {string} op
   * @param {{ words: string, title: string, choices: () => OfferedAct[] }} about
   * @returns {Offer} @private
   */
  several(op, { words, title, choices }) {
    // above, so that the kill switch stays free
    const side = { "data-op": op, "data-menu-side": "above" };
    const own = button(words, () => undefined, side);
    own.append(" ", make("i", { class: "caret", "aria-hidden": "true" }));
    const items = () => choices().map((offer) => this.item(offer));
    const menu = () => {
      const note = serverNames(this.chips.numbers(), this.session.servers);
      return { title: words, note, items: items() };
    };
    menuButton(own, menu, this.actions.explain);
    const reason = () => {
      const [first, ...others] = choices().map((offer) =>
        this.reason(this.chosen(offer)),
      );
      return others.every(Boolean) ? first : undefined;
    };
    return { own, title, reason };
  }

  /** @param {OfferedAct} offer in a menu @private */
  item(offer) {
    const press = () => this.actions.act(this.chosen(offer));
    return { words: offer.words, reason: this.reason(this.chosen(offer)), press };
  }

  /** Why an act cannot be done now. @param {ActRequest} request @private */
  reason(request) {
    const { session, t } = this;
    if (!session.mayAct) return notAllowed();
    return pointless(request, foundServers(session, t), { ...session, t });
  }

  /** Which acts would do something. @param {number} t */
  draw(t) {
    this.t = t;
    for (const { own, title, reason } of this.offers) {
      const words = reason();
      setAttribute(own, "aria-disabled", String(Boolean(words)));
      setAttribute(own, "title", words ?? title);
    }
  }

  refresh() {
    const { mayAct, servers } = this.session;
    this.chips.build(servers);
    byId("watch-only").hidden = mayAct;
    byId("banner").hidden = false;
    for (const own of [...byId("chips").children, byId("guard")]) {
      setAttribute(own, "aria-disabled", String(!mayAct));
    }
    if (!mayAct) this.guard(false);
    this.draw(this.t);
  }
}
