// @ts-check
/** Said in words: the line to the server, who you are, who acts, and what is missing. */

import { actor, banner, takenOver } from "../../core/acts.js";
import { byId, setAttribute, setText } from "../../kit/dom.js";
import { frameAt } from "../../core/timescale.js";
import { hms } from "../../core/format.js";
import { _ } from "../../core/words.js";
import { mood, words } from "../../core/connection.js";

/** @import {Session} from "../../core/session.js" */
/** @import {State} from "../../core/connection.js" */

const RESUMED_FOR = 3000;
/** New frames are usually there at once: only a longer wait is told. */
const PATIENCE = 400;

/** Whether the frame of a time is missing. @param {Session} session @param {number} t */
export function catchingUp(session, t) {
  const frame = frameAt(t);
  return session.ready && session.store.line.lastKnown(frame) < frame;
}

/**
 * @param {Session} session
 * @param {{ state: () => State, connects: () => number, now: () => number, liveSince: () => number }} line
 */
export function statusPanel(session, line) {
  let upToDate = line.now();

  /** @param {number} t */
  return function draw(t) {
    if (!catchingUp(session, t)) upToDate = line.now();
    const behind = line.now() - upToDate > PATIENCE;
    const resumed = line.connects() > 1 && line.now() - line.liveSince() < RESUMED_FOR;
    const first = line.connects() === 0;
    const about = { catchingUp: behind, resumed, first };
    setText(byId("connection-words"), words(line.state(), about));
    setAttribute(byId("connection"), "data-state", mood(line.state(), about));
    notice(session, t, behind);
    who(session, t);
  };
}

/** @param {Session} session @param {number} t @param {boolean} behind */
function notice({ store, status, view }, t, behind) {
  const element = byId("catching");
  const failed = status === "failed" || status === "refused";
  element.hidden = !behind && !failed;
  if (element.hidden) return;
  const last = store.line.lastKnown(frameAt(t));
  const shown =
    last < 0
      ? _("Catching up: nothing is computed yet")
      : _("Catching up: showing {time}, the last second computed", {
          time: hms(last + 1),
        });
  const told = view.alone
    ? _("This second is not in the capsule, or was changed")
    : shown;
  setText(element, failed ? FAILED[status]() : told);
}

const FAILED = {
  failed: () => _("The computation failed; what is shown is what there is"),
  refused: () =>
    _("This run was made by another engine version and is not computed further"),
};

/** @param {Session} session @param {number} t */
function who(session, t) {
  const { log, preset, view } = session;
  byId("role").hidden = !session.ready;
  byId("watching").hidden = session.watching < 2;
  setText(byId("watching"), _("{count} watching", { count: session.watching }));
  setText(byId("role"), session.mayAct ? actor(session.role) : _("Watching"));
  setText(
    byId("banner-words"),
    banner({ log, preset, t, seen: session.seen(), hide: view.hide }),
  );
  byId("who-acts").hidden = !session.mayAct;
  setText(byId("who-acts"), takenOver(log, t) ? _("Hand back") : _("Take over"));
}
