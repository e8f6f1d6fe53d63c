// @ts-check
/** Guard, then button, then done. */

import { _ } from "../../core/words.js";
import { byId, setAttribute, setText } from "../../kit/dom.js";
import { notAllowed } from "./available.model.js";

/** @import {Session} from "../../core/session.js" */
/** @import {ControlActions} from "./controls.js" */

export class KillSwitch {
  guard = byId("guard");
  kill = byId("kill");

  /** @param {Session} session @param {ControlActions} actions */
  constructor(session, actions) {
    this.session = session;
    this.actions = actions;
    this.guard.addEventListener("click", () => this.turn());
    this.kill.addEventListener("click", () => this.press());
  }

  /** @param {boolean} lifted */
  set(lifted) {
    setAttribute(this.guard, "aria-checked", String(lifted));
    setText(byId("guard-words"), lifted ? _("Armed") : _("Guarded"));
    setAttribute(this.kill, "aria-disabled", String(!lifted));
  }

  /** @private */
  turn() {
    if (!this.session.mayAct) return this.actions.explain(notAllowed());
    this.set(this.guard.getAttribute("aria-checked") !== "true");
  }

  /** @private */
  press() {
    if (!this.session.mayAct) return this.actions.explain(notAllowed());
    if (this.kill.getAttribute("aria-disabled") === "true") {
      return this.actions.explain(_("Lift the guard first."));
    }
    this.set(false);
    this.actions.kill();
  }
}
