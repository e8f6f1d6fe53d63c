// @ts-check
/** Wires the host's phone together; nothing is decided here. */

import { Leading } from "./page/leading.js";
import { Steering } from "./page/steering.js";
import { byId, setText } from "./ui/dom.js";
import { hereWords } from "./core/attendance.js";
import { lineStatus } from "./ui/line_status.js";
import { remoteClock, remoteQuestion } from "./ui/remote.js";

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
