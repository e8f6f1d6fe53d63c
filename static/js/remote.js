// @ts-check
/** Wires the host's phone together; nothing is decided here. */

import { RoomPage } from "./room/room.page.js";
import { Steering } from "./room/host/steering.page.js";
import { byId, setText } from "./kit/dom.js";
import { hereWords } from "./room/presence.model.js";
import { connectionStatus } from "./room/connection_status.js";
import { RemoteClock } from "./room/host/remote.js";
import { remoteQuestion } from "./room/questions/remote.js";

/** How often the clock on the page is looked at. */
const LOOK = 100;

const page = new RoomPage(byId("app").dataset["code"] ?? "");
const steering = new Steering();
const { room } = page;

const clock = new RemoteClock(room, steering.moves);
const blank = byId("blank");
blank.addEventListener(
  "click",
  () => void page.do("arrange", { blanked: room.info?.blanked !== true }),
);

page.enter(connectionStatus(page));
const question = remoteQuestion(room, (what, given) => page.do(what, given), {
  time: () => steering.time,
  seek: (t) => steering.seek(t),
});
page.enter(question);
page.enter(() => {
  const { info } = room;
  steering.follow(info?.run ?? null);
  if (!info) return;
  setText(byId("room-name"), info.name || info.code);
  setText(byId("here"), hereWords(info.here, info.asleep));
  blank.setAttribute("aria-pressed", String(info.blanked));
  byId("ended").hidden = !info.ended;
  byId("controls").hidden = info.ended;
});
setInterval(() => {
  clock.draw(steering.ready ? steering.session : null);
  question();
}, LOOK);
page.connection.start();
globalThis.knightroom = Object.freeze({ room });
