// @ts-check
/** Wires the wall of a room's teams together; nothing is decided here. */

import { Leading } from "./room/leading.page.js";
import { Scheduler } from "./core/scheduler.js";
import { WallSides } from "./room/teams/sides.page.js";
import { byId, make, setText } from "./kit/dom.js";
import { curvesChart } from "./replay/versus.chart.js";
import { hms, money, NONE } from "./core/format.js";
import { lastWords } from "./room/teams/teams.model.js";
import { loadPlotly } from "./charts/plotly.js";
import { mark, podiumList } from "./room/teams/teams.js";
import { mood, words } from "./core/connection.js";
import { themeSwitch } from "./kit/theme.js";

/** @import {TeamStanding} from "./types.js" */

const now = () => performance.timeOrigin + performance.now();
const leading = new Leading(byId("app").dataset["code"] ?? "");
const { room } = leading;
const sides = new WallSides(
  () => now() / 1000,
  () => scheduler.touch(),
);
const scheduler = new Scheduler({
  now,
  frame: (callback) => requestAnimationFrame(callback),
  time: () => sides.time(),
});
const podium = podiumList();
byId("ended").append(podium.element);
const theme = themeSwitch(measure);
void theme;

/** @type {ReturnType<typeof curvesChart> | null} */
let chart = null;

leading.enter(() => {
  const about = { catchingUp: false, resumed: false, first: !room.ready };
  setText(byId("connection-words"), words(leading.state, about));
  byId("connection").dataset["state"] = mood(leading.state, about);
  const { info } = room;
  if (!info) return;
  sides.adopt(info.teams);
  byId("no-teams").hidden = info.teams.length > 0;
  byId("ended").hidden = !info.finished;
  const curves = byId("plot-curves").parentElement;
  if (curves) curves.hidden = info.finished || info.teams.length === 0;
  byId("wall-teams").hidden = info.teams.length === 0;
  const of = new Map(room.standings.map((standing) => [standing.number, standing]));
  byId("wall-teams").replaceChildren(
    ...info.teams.map(({ number, name }) => team(number, name, of.get(number))),
  );
  podium.draw(info);
  scheduler.touch();
});
scheduler.add({
  name: "clock",
  kind: "text",
  every: 100,
  key: (t) => Math.floor(t),
  draw: (t) => setText(byId("clock"), sides.shown.length ? hms(t) : NONE),
});
globalThis.knightroom = Object.freeze({ room, sides, drawn: scheduler.stats });
leading.link.start();
scheduler.start();
await Promise.all([
  loadPlotly(),
  document.fonts.load(`400 14px ${getComputedStyle(document.body).fontFamily}`),
]);
enterChart();

function enterChart() {
  chart = curvesChart(byId("plot-curves"), sides, () => "pnl_exit");
  const { name, every, key, draw, head, host } = chart;
  scheduler.add({ name, kind: "chart", every, key, draw });
  scheduler.overlay((t) => head?.(t));
  new ResizeObserver(() => requestAnimationFrame(measure)).observe(host);
  measure();
}

function measure() {
  chart?.resize();
  scheduler.flush();
}

/** @param {number} number @param {string} name @param {TeamStanding | undefined} standing */
function team(number, name, standing) {
  const last = standing?.last ?? null;
  return make(
    "li",
    { "data-team": String(number) },
    make("span", { class: "wall-name", dir: "auto" }, mark(number), name),
    make(
      "b",
      { class: "wall-loss" },
      standing?.loss == null ? NONE : money(standing.loss),
    ),
    make(
      "span",
      { class: "wall-last" },
      last ? `${hms(last.tick)} ` : "",
      lastWords(last),
    ),
  );
}
