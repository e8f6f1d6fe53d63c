// @ts-check
/** Questions that are asked before something is done. */

import { byId, dialogById, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { hms, money } from "../../core/format.js";

/** Opens a dialog and waits until it is closed. @param {HTMLDialogElement} dialog */
function closed(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }),
  );
}

/** @param {string} id @param {HTMLDialogElement} dialog @param {string} value */
function closes(id, dialog, value = "") {
  byId(id).addEventListener("click", () => dialog.close(value));
}

/** The key K always asks; the focus is on going on. */
export function killDialog() {
  const dialog = dialogById("dialog-kill");
  closes("kill-no", dialog);
  closes("kill-yes", dialog, "yes");

  /** @param {{ t: number, cents: number, past: boolean }} now */
  return async ({ t, cents, past }) => {
    if (dialog.open) return false;
    const time = hms(t);
    const cost = Number.isNaN(cents)
      ? _("At {time} what getting out would cost is not computed yet.", { time })
      : _("At {time} getting out would cost {cost} (modelled).", {
          time,
          cost: money(-cents),
        });
    const stop = _("Orders stop at once; the positions stay and must be unwound.");
    const future = _("You are in the past: what comes after is computed anew.");
    setText(byId("kill-words"), [cost, stop, past ? future : ""].join(" ").trim());
    return (await closed(dialog)) === "yes";
  };
}

/**
 * An act that is asked about.
 * @typedef {object} Asked
 * @property {string} title
 * @property {number} t
 * @property {boolean} past whether it is done in the past
 * @property {boolean} first whether it is the first by hand
 */

/** @typedef {"no" | "take-over" | "keep" | "fork" | "fork, take-over"} Answer */

/** Before an act in the past, and before the first act by hand. */
export function actDialog() {
  const dialog = dialogById("dialog-act");
  closes("act-no", dialog);
  closes("act-yes", dialog, "yes");
  closes("act-fork", dialog, "fork");

  /** @param {Asked} about @returns {Promise<Answer>} */
  return async (about) => {
    if (dialog.open) return "no";
    askAbout(about);
    const answer = await closed(dialog);
    if (!answer) return "no";
    const chosen = dialog.querySelector('input[name="goes-on"]:checked');
    const over = about.first && chosen?.getAttribute("value") === "take-over";
    if (answer === "fork") return over ? "fork, take-over" : "fork";
    return over ? "take-over" : "keep";
  };
}

/** @param {Asked} about */
function askAbout({ title, t, past, first }) {
  setText(byId("act-title"), title);
  byId("act-past").hidden = byId("act-fork").hidden = !past;
  setText(
    byId("act-past"),
    _(
      "This run has been watched beyond {time}. Acting here replaces what came after: the future is computed anew. It can be undone in the log.",
      { time: hms(t) },
    ),
  );
  byId("act-choice").hidden = !first;
  setText(byId("act-yes"), past ? _("Act here") : _("Do it"));
}
