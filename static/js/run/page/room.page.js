// @ts-check
/** The bar of a room on the page of its run: who one is, and whether one follows the host. */

import { Room } from "../../room/room.model.js";
import { RoomLink } from "../../room/room.api.js";
import { Steps } from "../panels/telemetry/jumps.model.js";
import { _ } from "../../core/words.js";
import { byId, setText } from "../../kit/dom.js";
import { newId } from "../../replay/ids.page.js";
import { questionPart } from "../../room/questions/question.js";
import { roomBar } from "./room_bar.js";
import { styled } from "../panels/lazy_views.page.js";
import { toast } from "../../kit/toasts.js";

/** @import {Part, RoomContext} from "../../room/room.model.js" */
/** @import {Context} from "./run_menu.page.js" */

/** How often the bar looks whether the host has moved. */
const EVERY = 250;

/** What other parts of a room show here as well, each in its slot of the bar. @type {[string, Part][]} */
const PARTS = [["question", askedHere]];

/** @param {Context} page @param {string} code */
export async function enterRoom(page, code) {
  const { run, session, scheduler, seatKey } = page;
  const { view } = session;
  await Promise.all((byId("app").dataset["roomStyles"] ?? "").split(" ").map(styled));
  const room = new Room();
  const steps = new Steps();
  const link = new RoomLink({
    code,
    seatKey,
    newId,
    receive: (message) => void (room.apply(message) && changed()),
    changed: () => draw(),
  });
  /** @type {RoomContext} */
  const context = {
    room,
    seatKey,
    session: () => session,
    connection: () => link.socket.state,
    act: (what, given) => link.do(what, given),
    tell: toast,
  };
  const drawBar = roomBar(byId("app"), context, {
    address: `/rooms/${code}/${seatKey ? `#seat=${seatKey}` : ""}`,
    missed: () => steps.missed,
    back,
  });
  const draws = [drawBar, ...PARTS.map(([id, part]) => part(byId(id), context))];

  function draw() {
    const { log } = session;
    const stops = room.info?.stops?.length ?? 0;
    const moment = { clock: view.run, acts: log.length, stops, away: view.detached };
    steps.look(moment, view.serverNow());
    for (const one of draws) one();
  }

  function changed() {
    follow(room, page);
    withinRights(room);
    if (room.over) link.socket.stop();
    if (elsewhere(room, run))
      location.replace(`/runs/${room.me?.run}/${location.hash}`);
    draw();
  }

  function back() {
    view.attach();
    scheduler.flush();
    draw();
  }

  scheduler.add({
    name: "room",
    kind: "text",
    every: EVERY,
    key: (t) => `${Math.floor(t)}:${view.run.wall}:${session.acts}:${view.detached}`,
    draw,
  });
  link.start();
}

/** Hosts have the question on their own page. @type {Part} */
function askedHere(root, context) {
  const draw = questionPart(root, context);
  return () => {
    draw();
    if (context.room.hosting) root.hidden = true;
  };
}

/** Everybody is kept with the host's moment, but for those who move it. @param {Room} room @param {Context} page */
function follow({ info, me }, { session, scheduler }) {
  const { view } = session;
  const kept = Boolean(info?.follow) && me?.part !== "host";
  view.kept = kept
    ? _("The host keeps everybody at one moment. You can browse once they allow it.")
    : "";
  if (!kept || !view.detached) return;
  view.attach();
  scheduler.flush();
}

/** What a seat may not do with the run is not offered. @param {Room} room */
function withinRights({ me }) {
  if (!me || me.part === "host") return;
  const writes = me.may.includes("annotate") || me.may.includes("export");
  byId("run-menu").hidden = !writes;
  const words = _("You are watching: in this room the host says who can act.");
  setText(byId("watch-only"), words);
}

/** Whether this seat looks at another run by now. @param {Room} room @param {string} run */
const elsewhere = ({ me, over }, run) =>
  !over && me !== null && me.part !== "host" && me.run !== null && me.run !== run;
