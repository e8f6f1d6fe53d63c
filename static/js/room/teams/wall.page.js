// @ts-check
/** The wall of a room's teams: their curves under one clock, what each did last, the podium. */

import { NONE, hms, money } from "../../core/format.js";
import { ReplayPage, seconds } from "../../replay/replay.page.js";
import { byId, make, setText } from "../../kit/dom.js";
import { mark, podiumList } from "./progress.js";
import { mood, words } from "../../core/connection.js";
import { RoomPage } from "../room.page.js";
import { WallSides } from "./sides.page.js";
import { curvesChart } from "../../replay/versus.chart.js";
import { lastWords } from "./teams.model.js";
import { loadPlotly } from "../../charts/plotly.js";
import { themeSwitch } from "../../kit/theme.js";

/** @import {RoomInfo, TeamProgress} from "../../types.js" */

export class WallPage extends ReplayPage {
  sides = new WallSides(seconds, this.touch);
  podium = podiumList();

  /** @param {string} code of the room */
  constructor(code) {
    super(
      () => this.sides.time(),
      (t, first) => this.sides.mayDraw(t, first),
      "curves",
    );
    this.page = new RoomPage(code);
    byId("ended").append(this.podium.element);
    themeSwitch(this.measure);
  }

  /** Wires all of it, and begins. */
  async start() {
    const { page, sides } = this;
    page.enter(() => this.status());
    page.enter(() => page.room.info && this.draw(page.room.info));
    const clock = byId("clock");
    this.text("clock", 100, Math.floor, (t) =>
      setText(clock, sides.shown.length ? hms(t) : NONE),
    );
    const { room } = page;
    globalThis.knightroom = Object.freeze({ room, sides, drawn: this.scheduler.stats });
    page.connection.start();
    this.scheduler.start();
    await loadPlotly();
    this.charts.add(curvesChart(byId("plot-curves"), sides, () => "pnl_exit"));
  }

  /** How the connection to the room stands. @private */
  status() {
    const { state, room } = this.page;
    const about = { catchingUp: false, resumed: false, first: !room.ready };
    setText(byId("connection-words"), words(state, about));
    byId("connection").dataset["state"] = mood(state, about);
  }

  /** @param {RoomInfo} info @private */
  draw(info) {
    const none = info.teams.length === 0;
    this.sides.adopt(info.teams);
    byId("no-teams").hidden = !none;
    byId("ended").hidden = !info.finished;
    const curves = byId("plot-curves").parentElement;
    if (curves) curves.hidden = info.finished || none;
    byId("wall-teams").hidden = none;
    const all = this.page.room.progress;
    const of = new Map(all.map((own) => [own.number, own]));
    byId("wall-teams").replaceChildren(
      ...info.teams.map(({ number, name }) => team(number, name, of.get(number))),
    );
    this.podium.draw(info);
    this.touch();
  }
}

/** @param {number} number @param {string} name @param {TeamProgress | undefined} progress */
function team(number, name, progress) {
  const last = progress?.last ?? null;
  const loss = progress?.loss == null ? NONE : money(progress.loss);
  const time = last ? `${hms(last.tick)} ` : "";
  return make(
    "li",
    { "data-team": String(number) },
    make("span", { class: "wall-name", dir: "auto" }, mark(number), name),
    make("b", { class: "wall-loss" }, loss),
    make("span", { class: "wall-last" }, time, lastWords(last)),
  );
}
