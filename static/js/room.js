// @ts-check
/** Wires a participant's page together: the room, the run that the seat sees, the parts. */

import { RoomPage } from "./room/room.page.js";
import { SeatConnection } from "./room/seat/connection.page.js";
import { byId } from "./kit/dom.js";
import { digestPart } from "./room/seat/digest.js";
import { livePart } from "./room/seat/live.js";
import { overPart } from "./room/seat/over.js";
import { questionPart } from "./room/questions/index.js";
import { seatKey as keyOfSeat } from "./replay/address.page.js";
import { seatPart } from "./room/seat/seat.js";
import { teamPart } from "./room/teams/team.js";
import { waitingPart } from "./room/seat/waiting.js";

/** @import {Part} from "./room/room.model.js" */

/** How often what the clock moves is drawn. */
const EVERY = 100;

const seatKey = keyOfSeat();
const now = () => (performance.timeOrigin + performance.now()) / 1000;

const seat = new SeatConnection({ seatKey, now, changed: () => page.redraw() });
const page = new RoomPage(byId("room").dataset["code"] ?? "", {
  seatKey,
  session: () => seat.session,
});
const { room } = page;
page.changed = (own) => {
  if (room.over) {
    seat.stop();
    page.connection.socket.stop();
  } else if (own) seat.follow(room.me?.run ?? null); // it may be another now
};

/** Each part owns one section of the page. @type {[string, Part][]} */
const PARTS = [
  ["room", seatPart],
  ["over", overPart],
  ["digest", digestPart],
  ["question", questionPart],
  ["team", teamPart],
  ["waiting", waitingPart],
  ["live", livePart],
];
for (const [id, part] of PARTS) page.hang(part, id);

let drawn = 0;
/** The clock of a run moves without a message. @param {number} at */
function tick(at) {
  requestAnimationFrame(tick);
  if (at - drawn < EVERY) return;
  drawn = at;
  if (seat.session?.ready) page.redraw();
}

page.connection.start();
requestAnimationFrame(tick);
