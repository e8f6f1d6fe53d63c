// @ts-check
/** Wires a participant's page together: the room, the run that the seat sees, the parts. */

import { Room } from "./room/room.model.js";
import { RoomLink } from "./room/room.api.js";
import { SeatLine } from "./room/seat/line.page.js";
import { byId } from "./kit/dom.js";
import { digestPart } from "./room/seat/digest.js";
import { livePart } from "./room/seat/live.js";
import { newId } from "./replay/ids.page.js";
import { overPart } from "./room/seat/over.js";
import { questionPart } from "./room/questions/question.js";
import { seatPart } from "./room/seat/seat.js";
import { seatKey as keyOfSeat } from "./replay/address.page.js";
import { teamPart } from "./room/teams/team.js";
import { toast } from "./kit/toasts.js";
import { waitingPart } from "./room/seat/waiting.js";

/** @import {Part, RoomContext} from "./room/room.model.js" */

/** How often what the clock moves is drawn. */
const EVERY = 100;

const page = byId("room");
const code = page.dataset["code"] ?? "";
const seatKey = keyOfSeat();
const now = () => (performance.timeOrigin + performance.now()) / 1000;

const room = new Room();
const line = new SeatLine({ seatKey, now, changed: () => draw() });
const link = new RoomLink({
  code,
  seatKey,
  newId,
  receive: (message) => void (room.apply(message) && changed(message.type === "me")),
  changed: () => draw(),
});

/** @type {RoomContext} */
const context = {
  room,
  seatKey,
  session: () => line.session,
  connection: () => link.socket.state,
  act: (what, given) => link.do(what, given),
  tell: toast,
};

/** Each part owns one section of the page; it is drawn when anything has changed. */
/** @type {[string, Part][]} */
const PARTS = [
  ["room", seatPart],
  ["over", overPart],
  ["digest", digestPart],
  ["question", questionPart],
  ["team", teamPart],
  ["waiting", waitingPart],
  ["live", livePart],
];
const draws = PARTS.map(([id, part]) => part(byId(id), context));

/** @param {boolean} own whether it concerns this seat: its run may be another now */
function changed(own) {
  if (room.over) {
    line.stop();
    link.socket.stop();
  } else if (own) line.follow(room.me?.run ?? null);
  draw();
}

function draw() {
  for (const one of draws) one();
}

let drawn = 0;
/** The clock of a run moves without a message. @param {number} at */
function tick(at) {
  requestAnimationFrame(tick);
  if (at - drawn < EVERY) return;
  drawn = at;
  if (line.session?.ready) draw();
}

link.start();
requestAnimationFrame(tick);
