// @ts-check
/** What is drawn when: every panel is entered in the one scheduler. */

import { PAUSE, announcer } from "./announce.js";
import { RAMP } from "./stocks/price_ramp.model.js";
import { asTables } from "../../kit/modes.js";
import { byId } from "../../kit/dom.js";
import { emailList, inboxPanel } from "./inbox/inbox.js";
import { eventMarkers } from "../../replay/events.js";
import { happens } from "../../core/events.js";
import { headlinePanel } from "./loss/headline.js";
import { keysPanel } from "./keys.js";
import { lanes } from "./timeline/lanes.js";
import { toldUntil } from "../../core/spoilers.js";
import { atOnceIfWide, wanted } from "../../kit/lazy.js";

/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */

/**
 * @param {Scheduler} scheduler @param {Session} session
 * @param {(t: number) => void} jump
 */
export function enterPanels(scheduler, session, jump) {
  const emails = emailList(session);
  const second = (/** @type {number} */ t) =>
    `${session.store.version}:${Math.floor(t)}`;

  /** @param {string} name @param {number} every @param {(t: number) => string | number} key @param {(t: number) => void} draw */
  const text = (name, every, key, draw) =>
    scheduler.add({ name, kind: "text", every, key, draw });

  text("headline", 100, second, headlinePanel(session));
  text(
    "keys",
    200,
    second,
    keysPanel(session, RAMP, () => scheduler.flush()),
  );
  text("inbox", 250, second, inboxPanel(session, emails));
  text(
    "lanes",
    500,
    () => `${session.store.version}:${session.acts}:${seenMinute(session)}`,
    lanes(session, emails, jump),
  );
  const markers = eventMarkers(session, jump);
  text("events", 250, (t) => passedEvents(session, t), markers);
  text(
    "tables",
    500,
    (t) => (asTables() ? second(t) : "off"),
    whenTables(session, () => scheduler.flush()),
  );
  text(
    "announce",
    PAUSE,
    (t) => (session.view.playing() ? Math.floor(t / 60) : "still"),
    announcer(session),
  );
}

/** How far the lanes are told: to the minute, to ten seconds where something is hidden. @param {Session} session */
function seenMinute(session) {
  const { hide } = session.view;
  return `${hide}:${Math.floor(session.seen() / (hide ? 10 : 60))}`;
}

/** @param {Session} session @param {number} t */
function passedEvents({ events, view, preset, store }, t) {
  const passed = (/** @type {number} */ until) =>
    events.filter(({ tick }) => tick <= until).length;
  const told = toldUntil(view);
  const real = events.map((event) => happens(event, { preset, line: store.line }));
  const within = events.some((e) => e.until && e.tick <= told && told < e.until);
  return [passed(t), passed(told), within && told, byId("line").clientWidth, real].join(
    ":",
  );
}

/** The tables come when they are first wanted. @param {Session} session @param {() => void} came */
function whenTables(session, came) {
  /** @type {((t: number) => void) | null} */
  let draw = null;
  const fetched = wanted(async () => {
    draw = (await import("./tables.js")).tablesPanel(session);
    came();
  });
  atOnceIfWide(fetched);
  return (/** @type {number} */ t) => {
    if (!asTables()) return;
    if (draw) draw(t);
    else void fetched();
  };
}
