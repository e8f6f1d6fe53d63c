// @ts-check
/** Wires the page of a comparison together; nothing is decided here. */

import { BOOK, EXIT, FAIR } from "./core/headline.js";
import { addressOf, letter, momentAsked, nameOf } from "./replay/comparison.model.js";
import { apartChart, curvesChart } from "./replay/versus.chart.js";
import { byId, dialogById, inputById, setText } from "./kit/dom.js";
import { letGoOfPointer, shortcuts } from "./kit/shortcuts.js";
import { mood, words } from "./core/connection.js";
import { nextEvent, previousEvent } from "./core/events.js";
import { Comparing } from "./compare/comparing.page.js";
import { END } from "./core/timescale.js";
import { Scheduler } from "./core/scheduler.js";
import { Sides } from "./compare/sides.page.js";
import { _ } from "./core/words.js";
import { addingDialog } from "./compare/adding.js";
import { choice } from "./compare/choice.js";
import { comparedTables } from "./compare/compared.js";
import { copyFrom } from "./kit/copying.js";
import { eventMarkers } from "./replay/events.js";
import { fleets } from "./compare/fleets.js";
import { exactMoney, hms } from "./core/format.js";
import { hidingSwitch } from "./kit/hiding.js";
import { lineKinds } from "./compare/line_styles.js";
import { loadPlotly } from "./charts/plotly.js";
import { momentTable } from "./compare/moment.js";
import { localTransport } from "./compare/local_transport.js";
import { nextSpeed } from "./core/clock.js";
import { partingLanes } from "./compare/partings.js";
import { printing } from "./kit/printing.js";
import { runCards } from "./compare/run_cards.js";
import { scrubber } from "./replay/timeline.js";
import { themeSwitch } from "./kit/theme.js";
import { toldUntil } from "./core/spoilers.js";
import { toast } from "./kit/toasts.js";
import { untold } from "./compare/untold.js";
import { whenVisible } from "./kit/visible.js";

/** @import {Change} from "./core/session.js" */
/** @import {State} from "./core/connection.js" */
/** @import {ChartHandle} from "./types.js" */
/** @import {Column} from "./core/line.js" */

const PAUSE = 8000;
/** The worst first: the pill speaks of that one. */
const RANK = ["gone", "waiting", "idle", "connecting", "greeting", "live"];
const now = () => performance.timeOrigin + performance.now();
const app = byId("app");
const fewest = Number(app.dataset["fewest"]);
/** @type {Column} */
let line = "pnl_exit";

const sides = new Sides(() => now() / 1000, changed);
const { view } = sides;
const scheduler = new Scheduler({
  now,
  frame: (callback) => requestAnimationFrame(callback),
  time: () => view.time(),
});
const comparing = new Comparing(sides, (app.dataset["runs"] ?? "").split(","), came);
const cards = runCards(sides, {
  move: (id, to) => void comparing.move(id, to).then(() => told(id)),
  remove: (id) => void comparing.remove(id),
  mayRemove: () => comparing.ids.length > fewest,
});
const adding = addingDialog(
  () => comparing.ids,
  (ids) => void comparing.choose([...comparing.ids, ...ids]),
);

const seek = (/** @type {number} */ t) => {
  sides.seek(t);
  scheduler.flush();
};
const jump = (/** @type {number} */ t) => {
  sides.seek(t, true);
  scheduler.flush();
};
const toggle = () => {
  view.move({ action: view.playing() ? "pause" : "play" });
  scheduler.flush();
};
/** @param {number} speed */
function setSpeed(speed) {
  view.move({ action: "speed", speed });
}

const asked = momentAsked(location.search);
view.move({ action: "speed", speed: 20 });
if (asked !== null) sides.seek(asked, true);

scheduler.overlay(localTransport(view, { toggle, setSpeed }));
scheduler.overlay(
  scrubber(sides, {
    drag: (t) => {
      view.preview = t;
      scheduler.hurry();
    },
    seek,
  }),
);
const second = (/** @type {number} */ t) => `${sides.key}:${Math.floor(t)}`;
enter("moment", 100, second, momentTable(sides));
enter("servers", 250, second, fleets(sides));
const story = () => `${sides.key}:${Math.floor(toldUntil(view) / 10)}`;
enter("lanes", 500, story, partingLanes(sides, jump));
enter("untold", 100, () => `${sides.key}:${toldUntil(view)}`, untold(view));
enter(
  "events",
  250,
  (t) => [story(), byId("line").clientWidth, passed(t)].join(":"),
  eventMarkers(sides, jump),
);
enter("status", 200, () => connection(), status);
enter("announce", PAUSE, announced, (t) => setText(byId("live"), announcement(t)));

choice(
  "lines",
  [
    { value: /** @type {Column} */ ("pnl_exit"), words: _("Getting out"), title: EXIT },
    { value: "pnl_fair", words: _("Fair value"), title: FAIR },
    { value: "pnl_own", words: _("The book"), title: BOOK },
  ],
  (chosen) => {
    line = chosen;
    scheduler.flush();
  },
);
const theme = themeSwitch(measure);
const hide = hidingSwitch(view, () => scheduler.flush());
byId("copy-link").addEventListener("click", () => void copyLink());
byId("copy-close").addEventListener("click", () => dialogById("dialog-copy").close());
shortcuts({
  toggle,
  step: (by) => seek(Math.floor(view.time()) + by),
  jump: (where) => jump(target(where)),
  pace: (by) => setSpeed(nextSpeed(view.clock.speed, by)),
  letters: { d: theme.turn, h: hide, c: () => void copyLink(), a: adding },
  singleKeys: () => true,
});
letGoOfPointer();
printing(
  () => {
    setText(byId("printed"), addressHere());
    measure();
  },
  () => measure(),
);

/** @type {ChartHandle[]} */
const charts = [];
globalThis.knightreplay = Object.freeze({ state });
scheduler.start();
await comparing.ask();
await Promise.all([
  loadPlotly(),
  document.fonts.load(`400 14px ${getComputedStyle(document.body).fontFamily}`),
]);
enterCharts();

/** @param {string} name @param {number} every @param {(t: number) => string | number} key @param {(t: number) => void} draw */
function enter(name, every, key, draw) {
  scheduler.add({ name, kind: "text", every, key, draw });
}

function enterCharts() {
  const column = () => line;
  charts.push(
    curvesChart(byId("plot-curves"), sides, column),
    apartChart(byId("plot-apart"), sides, column),
  );
  const resized = new ResizeObserver(() => requestAnimationFrame(measure));
  for (const { name, every, key, draw, host, head } of charts) {
    scheduler.add({ name, kind: "chart", every, key, draw });
    scheduler.overlay((t) => head?.(t));
    whenVisible(host, (visible) => scheduler.setVisible(name, visible));
    resized.observe(host);
  }
  measure();
}

function measure() {
  for (const chart of charts) chart.resize();
  scheduler.flush();
}

/** The server has said what it knows: everything that is no curve is built anew. */
function came() {
  const { info } = sides;
  if (!info) return;
  lineKinds(sides.kinds.in(info.runs.map(({ id }) => id)));
  cards();
  comparedTables(info, jump);
  setText(byId("curves-sum"), lineWords());
  byId("content").setAttribute("aria-busy", "false");
  scheduler.flush();
}

/** What a message changed decides what is asked anew. @param {Change} change */
function changed(change) {
  if (change === "all" || change === "epoch" || change === "acts") comparing.touch();
  if (change === "epoch" || change === "all") scheduler.flush();
  else scheduler.touch();
}

function lineWords() {
  return sides.complete ? _("modelled") : _("modelled; some of it is still to come");
}

/** @param {string} id of a run that was moved */
function told(id) {
  const place = sides.shown.findIndex((side) => side.id === id);
  const { info } = sides;
  if (info?.runs[place]) {
    const values = { name: nameOf(info, place), run: letter(place) };
    setText(byId("live"), _("{name} is now {run}.", values));
  }
}

function addressHere() {
  return location.origin + addressOf(comparing.ids, view.time());
}

async function copyLink() {
  const field = inputById("copy-address");
  field.value = addressHere();
  dialogById("dialog-copy").showModal();
  if (await copyFrom(field)) toast(_("The link is copied."));
}

/** @param {number} t */
function passed(t) {
  return sides.events.filter(({ tick }) => tick <= t).length;
}

function connection() {
  const [worst = "idle"] = sides.shown
    .map(({ socket }) => socket.state)
    .sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b));
  return `${worst}:${sides.complete}`;
}

function status() {
  const [worst = "idle"] = connection().split(":");
  const state = /** @type {State} */ (worst);
  const about = { catchingUp: !sides.complete, resumed: false, first: true };
  setText(byId("connection-words"), words(state, about));
  byId("connection").dataset["state"] = mood(state, about);
  setText(byId("curves-sum"), lineWords());
}

/** @param {number} t */
function announced(t) {
  return view.playing() ? Math.floor(t / 60) : "still";
}

/** What a screen reader hears while it plays. @param {number} t */
function announcement(t) {
  const runs = sides.shown.map((side, place) => {
    const cents = side.line.at("pnl_exit", side.frame(t));
    return Number.isFinite(cents) ? `${letter(place)} ${exactMoney(cents)}` : "";
  });
  return `${hms(t)}. ${runs.filter(Boolean).join(", ")}`;
}

/** @param {"start" | "end" | "next" | "previous"} where */
function target(where) {
  const t = view.time();
  const { events } = sides;
  const places = {
    start: () => 0,
    end: () => END,
    next: () => nextEvent(events, t),
    previous: () => previousEvent(events, t),
  };
  return places[where]();
}

/** For tests and the curious. */
function state() {
  const t = view.time();
  return {
    ids: [...comparing.ids],
    tick: Math.floor(t),
    playing: view.playing(),
    complete: sides.complete,
    info: structuredClone(sides.info),
    losses: sides.shown.map((side) => side.line.at("pnl_exit", side.frame(t))),
    drawn: structuredClone(scheduler.stats.drawn),
  };
}
