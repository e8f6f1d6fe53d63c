// @ts-check
/** Wires the run page together; nothing is decided here. */

import { enterCharts } from "./run/panels/charts.page.js";
import { enterPanels } from "./run/panels/drawing.page.js";
import { nextEvent, previousEvent } from "./core/events.js";
import { END } from "./core/timescale.js";
import { Link } from "./replay/link.page.js";
import { Operator } from "./replay/operator.page.js";
import { Scheduler } from "./core/scheduler.js";
import { Session } from "./core/session.js";
import { acting } from "./run/acting/acting.page.js";
import { _ } from "./core/words.js";
import { byId, setText } from "./kit/dom.js";
import { firstVisit } from "./run/page/first_visit.page.js";
import { exposeHandle } from "./run/page/handle.page.js";
import { enterLater } from "./run/panels/lazy_views.page.js";
import { helpDialog } from "./run/acting/dialogs.js";
import { hidingSwitch } from "./kit/hiding.js";
import { hms, wireTime } from "./core/format.js";
import { loopPanel } from "./run/panels/timeline/loop.js";
import { modes } from "./kit/modes.js";
import { nextSpeed } from "./core/clock.js";
import { printing } from "./kit/printing.js";
import { sharedMoment } from "./run/sharing/shared.model.js";
import { scrubber } from "./replay/timeline.js";
import { newId } from "./replay/ids.page.js";
import { noted } from "./run/notes/noted.page.js";
import { letGoOfPointer, shortcuts } from "./kit/shortcuts.js";
import { statusPanel } from "./run/panels/status.js";
import { keepView, takeFragment } from "./replay/address.page.js";
import { toast } from "./kit/toasts.js";
import { atFirstPress, wanted } from "./kit/lazy.js";
import { transport } from "./replay/transport.js";
import { VIEWS, viewTabs } from "./run/panels/views.js";

/** @import {Change} from "./core/session.js" */
/** @import {Shared} from "./run/sharing/shared.model.js" */

const now = () => performance.timeOrigin + performance.now();
const seconds = () => now() / 1000;
const { runId: run = "", room } = byId("app").dataset;
const asked = takeFragment(run);
const shared = sharedMoment(byId("app").dataset);
asked.t ??= shared?.at ?? null;
const projector = "projector" in byId("app").dataset;
const newcomer = asked.t === null && !projector && !room; // whoever comes for a moment needs no tour

const session = new Session(seconds);
/** What our seat is told of the run: once that changes, the page begins anew. */
let told = ""; // up here: a capsule has answered before the end of this module
const { view } = session;
const scheduler = new Scheduler({
  now,
  frame: (callback) => requestAnimationFrame(callback),
  time: () => view.time(),
});

const operator = new Operator(session, {
  send: (message) => link.socket.send(message),
  newId,
  tell: (words, undo) => toast(words, undo && { words: _("Undo"), press: undo }),
  redraw: () => scheduler.flush(),
  later: (ms, call) => void setTimeout(call, ms),
});
const link = new Link(session, operator, {
  run,
  key: shared?.token ?? asked.key,
  projector,
  seatKey: asked.seat,
  now: seconds,
  changed,
  refused: async () => (await import("./run/sharing/shared.page.js")).blank(),
});
const fetchFork = wanted(() => import("./run/forks/index.js"));
const panels = acting(session, operator, async (at, requests) =>
  (await fetchFork())?.forkAndAct(run, at, requests),
);
const showView = viewTabs((view) => keepView(run, view));
showView(shared?.looks.view ?? asked.view);
const charts = enterCharts(scheduler, session);
enterPanels(scheduler, session, (t) => operator.seek(t));
const fetchViews = enterLater(scheduler, session, showView);
panels.enter(scheduler);

scheduler.overlay(
  transport(session, {
    toggle: () => operator.toggle(),
    setSpeed: (speed) => operator.clock({ action: "speed", speed }),
    stopAtEvents: (on) => operator.clock({ action: "stop-at-events", on }),
    back,
  }),
);
scheduler.overlay(scrubber(session, { drag, seek: (t) => operator.seek(t) }));
const loop = loopPanel(session, (range) => operator.loop(range));
scheduler.overlay(loop.overlay);
scheduler.add({
  name: "status",
  kind: "text",
  every: 200,
  key: () => seconds(),
  draw: statusPanel(session, {
    state: () => link.socket.state,
    connects: () => link.connects,
    now,
    liveSince: () => link.liveSince * 1000,
  }),
});

const { begin: beginTour, offer: offerTour } = firstVisit();
const help = helpDialog(beginTour);
const { theme, present, tables } = modes(charts.measure);
if (shared?.looks.tables) tables();
const hide = hidingSwitch(view, () => scheduler.flush());
const context = {
  run,
  key: shared?.token ?? asked.key,
  seatKey: asked.seat,
  session,
  operator,
  scheduler,
  showView,
};
shortcuts({
  toggle: () => operator.toggle(),
  step: (by) => operator.seek(Math.min(END, Math.max(0, Math.floor(view.time()) + by))),
  jump: (where) => operator.seek(target(where)),
  pace: (by) =>
    operator.clock({ action: "speed", speed: nextSpeed(view.clock.speed, by) }),
  letters: {
    k: panels.askedKill,
    l: panels.openLog,
    n: noted(context).toggle,
    p: present,
    t: tables,
    d: theme,
    h: hide,
    i: loop.start,
    o: loop.end,
    u: loop.clear,
    f: forkHere,
    "?": help.open,
    ...Object.fromEntries(VIEWS.map((name, i) => [i + 1, () => choose(name)])),
  },
  singleKeys: help.singleKeys,
});
atFirstPress(
  byId("run-menu"),
  wanted(async () => (await import("./run/page/run_menu.page.js")).runMenu(context)),
);
document.getElementById("watch-fork")?.addEventListener("click", forkHere);

printing(() => {
  setText(byId("printed"), printedFrom(view.time()));
  panels.fillLog();
  charts.measure();
}, charts.measure);
letGoOfPointer();
exposeHandle(session, scheduler, link, operator);
await document.fonts.load(`400 14px ${getComputedStyle(document.body).fontFamily}`);
charts.measure();
if (room)
  void import("./run/page/room.page.js").then((bar) => bar.enterRoom(context, room));
addEventListener("hashchange", addressed);
scheduler.start();
link.start();

/** What a message changed decides how soon it shows. @param {Change} change */
function changed(change) {
  if (change === "none") return;
  if (change === "all" || change === "acts") panels.refresh();
  if (change === "all") open();
  if (change === "all") void fog();
  if (change === "all" && newcomer && !view.alone) offerTour();
  if (change === "all" || change === "epoch" || change === "clock") scheduler.flush();
  else scheduler.touch();
}

/** @param {typeof VIEWS[number]} name by its number: a phone may have a keyboard */
function choose(name) {
  fetchViews();
  showView(name);
}

/** The moment that the address asked for, once. */
function open() {
  const { t } = asked;
  asked.t = null;
  if (t === null) return;
  if (shared) void shownAt(shared, t);
  else operator.clock({ action: "seek", to: t, paused: true });
}

/** @param {Shared} shared @param {number} t */
async function shownAt(shared, t) {
  const { showShared } = await import("./run/sharing/shared.page.js");
  showShared(context, shared, t);
}

/** Somebody put another moment or view into the address of the open page. */
function addressed() {
  const { t, view } = takeFragment(run);
  asked.t = t;
  showView(view);
  if (session.ready) open();
}

/** Overlays follow the pointer at once, charts one a frame. @param {number} t */
function drag(t) {
  operator.preview(t);
  scheduler.hurry();
}

function back() {
  view.attach();
  scheduler.flush();
}

/** @param {"start" | "end" | "next" | "previous"} where */
function target(where) {
  const t = view.time();
  const places = {
    start: () => 0,
    end: () => END,
    next: () => nextEvent(session.events, t),
    previous: () => previousEvent(session.events, t),
  };
  return places[where]();
}

/** The address that brings somebody to this moment. @param {number} t */
function printedFrom(t) {
  const address = `${location.href.replace(/[?#].*/, "")}#t=${wireTime(t)}`;
  return _("At {time} ET of this run: {address}", { time: hms(t), address });
}

/** Panels of which our seat sees nothing say so. */
async function fog() {
  const before = told;
  told = `${session.run?.title}:${session.hides.join()}`;
  if (before && before !== told) location.reload();
  if (!session.hides.length) return;
  const { hideUnseen } = await import("./run/panels/unseen.page.js");
  hideUnseen(session);
}

async function forkHere() {
  (await fetchFork())?.open(context);
}
