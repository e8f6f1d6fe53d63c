// @ts-check
/** The bar of a room on the page of its run: who one is, and whether one follows the host. */

import { RoomPage } from "../room.page.js";
import { MissedSteps } from "./missed.model.js";
import { _ } from "../../core/words.js";
import { byId, setText } from "../../kit/dom.js";
import { questionPart } from "../questions/index.js";
import { roomBar } from "./bar.js";

/** @import {Part, Room} from "../room.model.js" */
/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */

/** How often the bar looks whether the host has moved. */
const EVERY = 250;

/**
 * The page of the run.
 * @typedef {object} Behind
 * @property {string} run its id
 * @property {string | null} seatKey of a seat that is not the session's
 * @property {Session} session
 * @property {Scheduler} scheduler
 * @property {() => void} back to where the run is
 */

/** @param {Behind} behind @param {string} code */
export function enterRoom(behind, code) {
  const { session, scheduler, seatKey } = behind;
  const { view } = session;
  const page = new RoomPage(code, { seatKey, session: () => session });
  const steps = new MissedSteps();
  const bar = roomBar(byId("app"), page, {
    address: `/rooms/${code}/${seatKey ? `#seat=${seatKey}` : ""}`,
    missed: () => steps.missed,
    back: () => {
      behind.back();
      page.redraw();
    },
  });
  page.enter(() => look(steps, page.room, session));
  page.enter(bar);
  page.hang(askedHere, "question");
  page.changed = () => heed(page, behind);
  scheduler.add({
    name: "room",
    kind: "text",
    every: EVERY,
    key: (t) => `${Math.floor(t)}:${view.run.wall}:${session.acts}:${view.detached}`,
    draw: () => page.redraw(),
  });
  page.connection.start();
}

/** @param {MissedSteps} steps @param {Room} room @param {Session} session */
function look(steps, { info }, { log, view }) {
  const stops = info?.stops?.length ?? 0;
  const moment = { clock: view.run, acts: log.length, stops, away: view.detached };
  steps.look(moment, view.serverNow());
}

/** What a message of the room is for besides the bar. @param {RoomPage} page @param {Behind} behind */
function heed({ room, connection }, behind) {
  follow(room, behind);
  withinRights(room);
  if (room.over) connection.socket.stop();
  if (elsewhere(room, behind.run))
    location.replace(`/runs/${room.me?.run}/${location.hash}`);
}

/** Hosts have the question on their own page. @type {Part} */
function askedHere(root, context) {
  const draw = questionPart(root, context);
  return () => {
    draw();
    if (context.room.hosting) root.hidden = true;
  };
}

/** Everybody is kept with the host's moment, but for those who move it. @param {Room} room @param {Behind} behind */
function follow({ info, hosting }, behind) {
  const { view } = behind.session;
  const kept = Boolean(info?.follow) && !hosting;
  view.kept = kept
    ? _("The host keeps everybody at one moment. You can browse once they allow it.")
    : "";
  if (kept && view.detached) behind.back();
}

/** What a seat may not do with the run is not offered. @param {Room} room */
function withinRights({ me, hosting }) {
  if (!me || hosting) return;
  const writes = me.may.includes("annotate") || me.may.includes("export");
  byId("run-menu").hidden = !writes;
  const words = _("You are watching: in this room the host says who can act.");
  setText(byId("watch-only"), words);
}

/** Whether this seat looks at another run by now. @param {Room} room @param {string} run */
const elsewhere = ({ me, over, hosting }, run) =>
  !over && !hosting && (me?.run ?? run) !== run;
