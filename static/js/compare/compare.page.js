// @ts-check
/** The page of a comparison: the runs under one clock, and its parts wired together. */

import { BOOK, EXIT, FAIR } from "../core/headline.js";
import { ReplayPage, seconds } from "../replay/replay.page.js";
import { addressOf, letter, momentAsked, nameOf } from "../replay/comparison.model.js";
import { apartChart, curvesChart } from "../replay/versus.chart.js";
import { byId, dialogById, inputById, setText, widthOf } from "../kit/dom.js";
import { mood, words } from "../core/connection.js";
import { Comparing } from "./comparing.page.js";
import { Sides } from "./sides.page.js";
import { _ } from "../core/words.js";
import { AddingDialog } from "./adding.js";
import { choice } from "./choice.js";
import { comparedTables } from "./compared.js";
import { copyFrom } from "../kit/copying.js";
import { eventMarkers } from "../replay/events.js";
import { exactMoney, hms } from "../core/format.js";
import { fleets } from "./fleets.js";
import { loadPlotly } from "../charts/plotly.js";
import { localTransport } from "../replay/transport.js";
import { momentTable } from "./moment.js";
import { partingLanes } from "./partings.js";
import { RunCards } from "./run_cards.js";
import { themeSwitch } from "../kit/theme.js";
import { toast } from "../kit/toasts.js";
import { disclosedUntil } from "../core/spoilers.js";
import { untold } from "./untold.js";

/** @import {State} from "../core/connection.js" */
/** @import {Column} from "../core/line.js" */
/** @import {Moves} from "../replay/replay.page.js" */

const PAUSE = 8000;
/** At which speed a comparison begins. */
const SPEED = 20;
/** The worst first: the pill speaks of that one. @type {State[]} */
const RANK = ["gone", "waiting", "idle", "connecting", "greeting", "live"];

export class ComparePage extends ReplayPage {
  sides = new Sides(seconds, (change) => this.changed(change));
  /** What the charts draw of each run. @type {Column} */
  column = "pnl_exit";
  /** @type {ReplayPage["after"]} */
  after = {
    all: [() => this.comparing.touch(), this.refresh],
    epoch: [() => this.comparing.touch(), this.refresh],
    acts: [() => this.comparing.touch(), this.touch],
  };
  /** @type {Moves} */
  moves = {
    toggle: () => {
      const { view } = this.sides;
      view.move({ action: view.playing() ? "pause" : "play" });
      this.refresh();
    },
    seek: (t) => {
      this.sides.seek(t);
      this.refresh();
    },
    jump: (t) => {
      this.sides.seek(t, true);
      this.refresh();
    },
    preview: (t) => void (this.sides.view.preview = t),
    setSpeed: (speed) => this.sides.view.move({ action: "speed", speed }),
  };

  /** @param {DOMStringMap} data of #app */
  constructor({ runs = "", fewest }) {
    super(
      () => this.sides.view.time(),
      (t, first) => this.sides.mayDraw(t, first),
      "curves",
    );
    const comparing = new Comparing(this.sides, runs.split(","), () => this.came());
    this.comparing = comparing;
    this.cards = new RunCards(this.sides, {
      move: (id, to) => void comparing.move(id, to).then(() => this.moved(id)),
      remove: (id) => void comparing.remove(id),
      mayRemove: () => comparing.ids.length > Number(fewest),
    });
    this.adding = new AddingDialog(
      () => comparing.ids,
      (ids) => void comparing.choose([...comparing.ids, ...ids]),
    );
  }

  /** Wires all of it, and begins. */
  async start() {
    const { sides, scheduler, moves } = this;
    const asked = momentAsked(location.search);
    moves.setSpeed(SPEED);
    if (asked !== null) sides.seek(asked, true);
    scheduler.overlay(localTransport(sides.view, moves));
    this.drags(sides, moves);
    this.texts();
    this.columns();
    this.enterKeys();
    this.paper(() => this.addressHere());
    globalThis.knightreplay = Object.freeze({ state: () => this.state() });
    scheduler.start();
    await this.comparing.ask();
    await loadPlotly();
    const column = () => this.column;
    this.charts.add(curvesChart(byId("plot-curves"), sides, column));
    this.charts.add(apartChart(byId("plot-apart"), sides, column));
  }

  /** What is said of the second on the screen, and of the story so far. @private */
  texts() {
    const { sides, moves } = this;
    const { view } = sides;
    const second = (/** @type {number} */ t) => `${sides.key}:${Math.floor(t)}`;
    const story = () => `${sides.key}:${Math.floor(disclosedUntil(view) / 10)}`;
    const around = (/** @type {number} */ t) =>
      [story(), widthOf(byId("line")), passed(sides, t)].join(":");
    this.text("moment", 100, second, momentTable(sides));
    this.text("servers", 250, second, fleets(sides));
    this.text("lanes", 500, story, partingLanes(sides, moves.jump));
    this.text(
      "untold",
      100,
      () => `${sides.key}:${disclosedUntil(view)}`,
      untold(view),
    );
    this.text("events", 250, around, eventMarkers(sides, moves.jump));
    this.text(
      "status",
      200,
      () => connection(sides).join(":"),
      () => status(sides),
    );
    const minute = (/** @type {number} */ t) =>
      view.playing() ? Math.floor(t / 60) : "still";
    const live = byId("live");
    this.text("announce", PAUSE, minute, (t) => setText(live, heard(sides, t)));
  }

  /** Which column of every run the charts draw. @private */
  columns() {
    /** @type {{ value: Column, words: string, title: string }[]} */
    const options = [
      { value: "pnl_exit", words: _("Getting out"), title: EXIT },
      { value: "pnl_fair", words: _("Fair value"), title: FAIR },
      { value: "pnl_own", words: _("The book"), title: BOOK },
    ];
    choice("columns", options, (chosen) => {
      this.column = chosen;
      this.refresh();
    });
  }

  /** @private */
  enterKeys() {
    const copy = () => void this.copyLink();
    byId("copy-link").addEventListener("click", copy);
    byId("copy-close").addEventListener("click", () =>
      dialogById("dialog-copy").close(),
    );
    const theme = themeSwitch(this.measure);
    this.keys(this.sides, this.moves, { d: theme.turn, c: copy, a: this.adding.open });
  }

  /** The server has said what it knows: everything that is no curve is built anew. @private */
  came() {
    const { info } = this.sides;
    if (!info) return;
    this.cards.draw();
    comparedTables(info, this.moves.jump);
    setText(byId("curves-sum"), curveWords(this.sides));
    byId("content").setAttribute("aria-busy", "false");
    this.refresh();
  }

  /** Says where a run stands that was moved. @param {string} id @private */
  moved(id) {
    const { info, shown } = this.sides;
    const place = shown.findIndex((side) => side.id === id);
    if (!info?.runs[place]) return;
    const values = { name: nameOf(info, place), run: letter(place) };
    setText(byId("live"), _("{name} is now {run}.", values));
  }

  /** @private */
  addressHere() {
    return location.origin + addressOf(this.comparing.ids, this.sides.view.time());
  }

  /** @private */
  async copyLink() {
    const field = inputById("copy-address");
    field.value = this.addressHere();
    dialogById("dialog-copy").showModal();
    if (await copyFrom(field)) toast(_("The link is copied."));
  }

  /** For tests and the curious. @private */
  state() {
    const { sides, scheduler } = this;
    const t = sides.view.time();
    return {
      ids: [...this.comparing.ids],
      tick: Math.floor(t),
      playing: sides.view.playing(),
      complete: sides.complete,
      info: structuredClone(sides.info),
      losses: sides.shown.map((side) => side.line.at("pnl_exit", side.frame(t))),
      drawn: structuredClone(scheduler.stats.drawn),
    };
  }
}

/** @param {Sides} sides @param {number} t */
const passed = ({ events }, t) => events.filter(({ tick }) => tick <= t).length;

/** @param {Sides} sides */
const curveWords = ({ complete }) =>
  complete ? _("modelled") : _("modelled; some of it is still to come");

/** The worst of the connections to the server, and whether all is here. @param {Sides} sides @returns {[State, boolean]} */
function connection({ shown, complete }) {
  const states = shown.map(({ socket }) => socket.state);
  return [RANK.find((state) => states.includes(state)) ?? "idle", complete];
}

/** @param {Sides} sides */
function status(sides) {
  const [state, complete] = connection(sides);
  const about = { catchingUp: !complete, resumed: false, first: true };
  setText(byId("connection-words"), words(state, about));
  byId("connection").dataset["state"] = mood(state, about);
  setText(byId("curves-sum"), curveWords(sides));
}

/** What a screen reader hears while it plays. @param {Sides} sides @param {number} t */
function heard({ shown }, t) {
  const runs = shown.map((side, place) => {
    const cents = side.line.at("pnl_exit", side.frame(t));
    return Number.isFinite(cents) ? `${letter(place)} ${exactMoney(cents)}` : "";
  });
  return `${hms(t)}. ${runs.filter(Boolean).join(", ")}`;
}
