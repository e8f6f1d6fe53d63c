// @ts-check
/** Guard, then button, then done. */

import { _ } from "../../core/words.js";
import { byId, setAttribute, setText } from "../../kit/dom.js";
import { notAllowed } from "./available.model.js";

/** @import {Session} from "../../core/session.js" */
/** @import {ControlActions} from "./controls.js" */

/** @param {Session} session @param {ControlActions} actions */
export function killSwitch(session, actions) {
  const guard = byId("guard");
  const kill = byId("kill");

  /** @param {boolean} lifted */
  function set(lifted) {
    setAttribute(guard, "aria-checked", String(lifted));
    setText(byId("guard-words"), lifted ? _("Armed") : _("Guarded"));
    setAttribute(kill, "aria-disabled", String(!lifted));
  }

  guard.addEventListener("click", () => {
    if (!session.mayAct) return actions.explain(notAllowed());
    set(guard.getAttribute("aria-checked") !== "true");
  });
  kill.addEventListener("click", () => {
    if (!session.mayAct) return actions.explain(notAllowed());
    if (kill.getAttribute("aria-disabled") === "true") {
      return actions.explain(_("Lift the guard first."));
    }
    set(false);
    actions.kill();
  });
  return set;
}
