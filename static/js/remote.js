// @ts-check
/** Wires the host's phone together; nothing is decided here. */

import { Leading } from "./room/leading.page.js";
import { Steering } from "./room/host/steering.page.js";
import { byId, setText } from "./kit/dom.js";
import { hereWords } from "./room/presence.model.js";
import { lineStatus } from "./room/line_status.js";
import { remoteClock, remoteQuestion } from "./room/host/remote.js";

/** How often the clock on the page is looked at. */
const LOOK = 100;

const leading = new Leading(byId("app").dataset["code"] ?? "");
const steering = new Steering();
const { room } = leading;

const clock = remoteClock(room, {
  toggle: () => steering.toggle(),
  seek: (t) => steering.seek(t),
  step: (by) => steering.step(by),
  pace: (speed) => steering.pace(speed),
});
const blank = byId("blank");
blank.addEventListener(
  "click",
  () => void leading.do("arrange", { blanked: room.info?.blanked !== true }),
);

leading.enter(lineStatus(leading));
const question = remoteQuestion(room, (what, given) => leading.do(what, given), {
  time: () => steering.time,
  seek: (t) => steering.seek(t),
});
leading.enter(question);
leading.enter(() => {
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
  clock(steering.ready ? steering.session : null);
  question();
}, LOOK);
leading.link.start();
globalThis.knightroom = Object.freeze({ room });
