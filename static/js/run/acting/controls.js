// @ts-check
/** What a person can do: to which servers, and which act. */

import * as deeds from "./actions.model.js";
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
/** @import {Deed} from "./actions.model.js" */

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
    const rollback = deeds.rollback();
    const paces = () =>
      this.chips.numbers().length === 1 ? [rollback] : deeds.rollbackPaces();
    return [
      this.several("flag", {
        words: _("Flag off"),
        title: _("For new orders only, or for what runs as well"),
        choices: () => deeds.flagOff(tellsCode(this.session.view)),
      }),
      this.single(deeds.kill()),
      this.single(deeds.deploy()),
      this.single(deeds.flagOn()),
      this.single(deeds.restore()),
      this.several("rollback", {
        words: _("Roll back"),
        title: rollback.title,
        choices: paces,
      }),
    ];
  }

  /** What is no matter of single servers. @private */
  ofFleet() {
    const all = [deeds.actOnEmails(), deeds.unwind(), deeds.holdUnwind()];
    return all.map((deed) => this.one(deed, () => deed.request));
  }

  /** @param {Deed} deed @private */
  single(deed) {
    return this.one(deed, () => this.chosen(deed));
  }

  /** What a deed does to the chosen servers. @param {Deed} deed @returns {ActRequest} @private */
  chosen({ request }) {
    return { ...request, servers: this.chips.chosen() };
  }

  /** @param {Deed} deed @param {() => ActRequest} request @returns {Offer} @private */
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
   * @param {{ words: string, title: string, choices: () => Deed[] }} about
   * @returns {Offer} @private
   */
  several(op, { words, title, choices }) {
    // above, so that the kill switch stays free
    const side = { "data-op": op, "data-menu-side": "above" };
    const own = button(words, () => undefined, side);
    own.append(" ", make("i", { class: "caret", "aria-hidden": "true" }));
    const items = () => choices().map((deed) => this.item(deed));
    const menu = () => {
      const note = serverNames(this.chips.numbers(), this.session.servers);
      return { title: words, note, items: items() };
    };
    menuButton(own, menu, this.actions.explain);
    const reason = () => {
      const [first, ...others] = choices().map((deed) =>
        this.reason(this.chosen(deed)),
      );
      return others.every(Boolean) ? first : undefined;
    };
    return { own, title, reason };
  }

  /** @param {Deed} deed in a menu @private */
  item(deed) {
    const press = () => this.actions.act(this.chosen(deed));
    return { words: deed.words, reason: this.reason(this.chosen(deed)), press };
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
