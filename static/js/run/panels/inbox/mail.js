// @ts-check
/** One e-mail, opened: what the order tells of it, what is ours, why nobody was paged. */

import { byId, dialogById, setText } from "../../../kit/dom.js";
import { hms } from "../../../core/format.js";
import { tellsCode } from "../../../core/spoilers.js";
import { _ } from "../../../core/words.js";

/** @import {Email} from "../../../types.js" */
/** @import {Session} from "../../../core/session.js" */

/**
 * Returns what opens the e-mail at a place of the list, counted from the oldest.
 * @param {Session} session @param {() => Email[]} arrived
 * @param {(place: number) => void} opened
 */
export function mailDialog(session, arrived, opened) {
  const dialog = dialogById("dialog-mail");
  const older = byId("mail-older");
  const newer = byId("mail-newer");
  let place = 0;

  /** @param {number} wanted */
  function show(wanted) {
    const email = arrived()[wanted];
    if (!email) return;
    place = wanted;
    tell(email, place, arrived().length);
    opened(place);
    if (!dialog.open) dialog.showModal();
  }

  /** @param {Email} email @param {number} at @param {number} total */
  function tell({ at: sent, server }, at, total) {
    setText(byId("mail-sent"), _("{time} ET", { time: hms(sent) }));
    const known = tellsCode(session.view);
    setText(
      byId("mail-server"),
      known && server ? _("server {n}", { n: server }) : _("a server"),
    );
    // What became of them is part of what is coming.
    for (const own of dialog.querySelectorAll(".told")) {
      if (own instanceof HTMLElement) own.hidden = !known;
    }
    setText(byId("mail-place"), _("{n} of {total} so far", { n: at + 1, total }));
    older.setAttribute("aria-disabled", String(at === 0));
    newer.setAttribute("aria-disabled", String(at === total - 1));
  }

  older.addEventListener("click", () => show(place - 1));
  newer.addEventListener("click", () => show(place + 1));
  byId("mail-close").addEventListener("click", () => dialog.close());
  return show;
}
