// @ts-check
/**
 * Said in words: the connection to the server, who you are, who acts, and what is missing; and
 * for those who hear the page what it shows.
 */

import { NOT_YET, headline } from "../../core/headline.js";
import { actor, banner, takenOver } from "../../core/acts.js";
import { byId, setAttribute, setText } from "../../kit/dom.js";
import { frameAt } from "../../core/timescale.js";
import { hm, hms, int, money } from "../../core/format.js";
import { _ } from "../../core/words.js";
import { mood, words } from "../../core/connection.js";
import { ordersPerMinute } from "../../core/servers.js";

/** @import {Line} from "../../core/line.js" */
/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {State} from "../../core/connection.js" */

const RESUMED_FOR = 3000;
/** New frames are usually there at once: only a longer wait is told. */
const PATIENCE = 400;
/** While it plays, a screen reader hears no more often what is shown. */
const PAUSE = 8000;

/**
 * @typedef {object} LineToServer
 * @property {() => State} state
 * @property {() => number} connects
 * @property {() => number} now
 * @property {() => number} liveSince
 */

/** @param {Scheduler} scheduler @param {Session} session @param {LineToServer} line */
export function enterStatus(scheduler, session, line) {
  scheduler.add({
    name: "status",
    kind: "text",
    every: 200,
    key: line.now,
    draw: statusText(session, line),
  });
  scheduler.add({
    name: "announce",
    kind: "text",
    every: PAUSE,
    key: (t) => (session.view.playing() ? Math.floor(t / 60) : "still"),
    draw: (t) => announce(session, t),
  });
}

/** @param {Session} session @param {number} t */
const announce = (session, t) => {
  const { frame, none } = session.showing(t);
  const { line } = session.store;
  setText(byId("live"), none ? absent(t) : summary(line, frame));
};

/** @param {number} t */
const absent = (t) => _("{time}. {what}.", { time: hm(t), what: NOT_YET });

/**
 * One sentence that says what the page shows.
 * @param {Line} line @param {number} frame
 */
export function summary(line, frame) {
  const { cents, state, label } = headline(line, frame);
  const sent = line.servers.reduce(
    (n, _none, i) => n + ordersPerMinute(line, i, frame),
    0,
  );
  const now = { time: hm(frame + 1), sent: int(sent) };
  if (state === "before")
    return _("{time}. Nothing traded. {sent} orders a minute.", now);
  return _("{time}. {label}: {money}. {sent} orders a minute.", {
    ...now,
    label,
    money: money(cents),
  });
}

/** Whether the frame of a time is missing. @param {Session} session @param {number} t */
function catchingUp(session, t) {
  const frame = frameAt(t);
  return session.ready && session.store.line.lastKnown(frame) < frame;
}

/** @param {Session} session @param {LineToServer} line */
function statusText(session, line) {
  let upToDate = line.now();

  /** @param {number} t */
  return (t) => {
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
  const shown =
    store.line.lastKnown(frameAt(t)) < 0
      ? _("Catching up: nothing is computed yet")
      : _("Catching up: the figures of this second are not here yet");
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
