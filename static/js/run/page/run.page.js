// @ts-check
/** The page of a run: what it holds of the run, and its parts wired together. */

import { ReplayPage, now, seconds } from "../../replay/replay.page.js";
import { atFirstPress, isPhone, orSay, styled, wanted } from "../../kit/lazy.js";
import { enterPanels, hideUnseen } from "../panels/enter.page.js";
import { hms, wireTime } from "../../core/format.js";
import { keepView, takeFragment } from "../../replay/address.page.js";
import { Connection } from "../../replay/connection.page.js";
import { Operator } from "../../replay/operator.page.js";
import { Session } from "../../core/session.js";
import { _ } from "../../core/words.js";
import { acting } from "../acting/index.js";
import { byId } from "../../kit/dom.js";
import { enterStatus } from "./status.js";
import { exposeHandle } from "./handle.page.js";
import { helpDialog } from "./help.js";
import { loopOf } from "../panels/timeline/index.js";
import { modes } from "../../kit/modes.js";
import { newId } from "../../net/protocol.js";
import { showKey } from "../../net/api.js";
import { noted } from "./noted.page.js";
import { otherReading } from "./other_reading.js";
import { recall } from "../../kit/storage.js";
import { lookAt, sharedMoment } from "./shared.model.js";
import { toast } from "../../kit/toasts.js";
import { unsentList } from "../../replay/unsent.page.js";
import { transport } from "../../replay/transport.js";
import { viewTabs } from "./views.js";

/** @import {Shared} from "../../types.js" */
/** @import {Moves} from "../../replay/replay.page.js" */

const fetchFork = wanted(() => import("../forks/index.js"));
const fetchTour = wanted(async () => new (await import("./tour.js")).Tour());

export class RunPage extends ReplayPage {
  session = new Session(seconds);
  /** What our seat is told of the run: once that changes, the page begins anew. */
  told = "";
  /** @type {Moves} */
  moves = {
    toggle: () => this.operator.toggle(),
    seek: (t) => this.operator.seek(t),
    jump: (t) => this.operator.seek(t),
    preview: (t) => this.operator.preview(t),
    setSpeed: (speed) => this.operator.clock({ action: "speed", speed }),
  };
  /** @type {ReplayPage["after"]} */
  after = {
    all: [
      () => this.acting.refresh(),
      () => this.open() || this.refresh(),
      () => this.fog(),
      () => this.offerTour(),
    ],
    acts: [() => this.acting.refresh(), this.touch],
    outline: [() => this.scheduler.step()],
    epoch: [this.refresh],
    clock: [this.refresh],
  };

  /** @param {DOMStringMap} data of #app */
  constructor(data) {
    super(
      () => this.session.view.time(),
      (t, first) => this.session.mayDraw(t, first),
      "loss",
    );
    const { runId: run = "", room } = data;
    this.data = data;
    this.run = run;
    this.room = room;
    this.projector = "projector" in data;
    this.shared = sharedMoment(data);
    this.asked = takeFragment(run);
    this.asked.t ??= this.shared?.at ?? null;
    /** Whoever comes for a moment needs no tour. */
    this.newcomer = this.asked.t === null && !this.projector && !room;
    this.key = this.shared?.token ?? this.asked.key;
    this.seatKey = this.asked.seat;
    this.operator = this.operated();
    this.connection = this.linked();
    this.acting = acting(
      this.session,
      this.operator,
      async (at, requests) => (await fetchFork())?.forkAndAct(run, at, requests),
      this.charts.begun,
    );
    const { views, showView, chosenView } = viewTabs((view) => keepView(run, view));
    this.views = views;
    this.showView = showView;
    this.chosenView = chosenView;
  }

  /** @private */
  operated() {
    return new Operator(this.session, {
      send: (message) => this.connection.socket.send(message),
      newId,
      tell: (words, undo) => toast(words, undo && { words: _("Undo"), press: undo }),
      now: seconds,
      redraw: this.refresh,
      later: (ms, call) => void setTimeout(call, ms),
    });
  }

  /** @returns {Connection} @private */
  linked() {
    return new Connection(this.session, this.operator, {
      run: this.run,
      key: this.key,
      at: this.asked.t,
      projector: this.projector,
      seatKey: this.seatKey,
      now: seconds,
      changed: (change) => this.changed(change),
      ...(isPhone() ? {} : { first: this.charts.begun }),
      refused: async () => (await import("../sharing/shared.page.js")).blank(),
    });
  }

  /** Wires all of it, and begins. */
  start() {
    this.showView(this.shared?.looks.view ?? this.asked.view);
    const fetchViews = this.panels();
    const loop = this.transport();
    this.enterKeys(loop, fetchViews);
    atFirstPress(
      byId("run-menu"),
      wanted(async () => (await import("./run_menu.page.js")).runMenu(this)),
    );
    otherReading(() => this.session.view.time());
    this.paper(() => printedFrom(this.session.view.time()), this.acting.fillLog);
    exposeHandle(this.session, this.scheduler, this.connection, this.operator);
    if (this.room) void this.enterRoom(this.room);
    addEventListener("hashchange", () => this.addressed());
    unsentList(this.operator, this.connection);
    if (this.key && !this.shared) void showKey(this.run, this.key).catch(sayWhy);
    this.scheduler.start();
    this.connection.start();
  }

  /** All that is drawn of the run; returns what fetches the views. @private */
  panels() {
    const { scheduler, session, operator, showView } = this;
    const fetchViews = enterPanels(scheduler, this.charts, {
      session,
      redraw: this.refresh,
      jump: (t) => operator.seek(t),
      showView,
      serverMenu: this.acting.serverMenu,
    });
    this.acting.enter(scheduler);
    return fetchViews;
  }

  /** The clock, the timeline, and how the connection to the server stands. @private */
  transport() {
    const { session, operator, scheduler, connection, moves } = this;
    const draw = transport(session.view, {
      ...moves,
      stopAtEvents: (on) => operator.clock({ action: "stop-at-events", on }),
      back: () => this.back(),
    });
    scheduler.overlay(draw);
    this.drags(session, moves);
    const loop = loopOf(
      session,
      scheduler,
      (range) => operator.loop(range),
      this.charts.begun,
    );
    enterStatus(scheduler, session, {
      state: () => connection.socket.state,
      connects: () => connection.connects,
      now,
      liveSince: () => connection.liveSince * 1000,
    });
    return loop;
  }

  /** @param {ReturnType<typeof loopOf>} loop @param {() => Promise<unknown>} fetchViews @private */
  enterKeys(loop, fetchViews) {
    const { session, shared } = this;
    const help = helpDialog(async () => (await fetchTour())?.begin());
    const { theme, present, tables } = modes(this.measure);
    if (shared?.looks.tables) tables();
    /** By its number: a phone may have a keyboard. @param {string} name */
    const choose = (name) => {
      void fetchViews();
      this.showView(name);
    };
    const fork = () => orSay(async () => (await fetchFork())?.open(this));
    document.getElementById("watch-fork")?.addEventListener("click", fork);
    const letters = {
      k: this.acting.askedKill,
      l: this.acting.openLog,
      n: noted(this).toggle,
      p: present,
      t: tables,
      d: theme,
      i: loop.start,
      o: loop.end,
      u: loop.clear,
      f: fork,
      "?": help.open,
      ...Object.fromEntries(this.views.map((name, i) => [i + 1, () => choose(name)])),
    };
    this.keys(session, this.moves, letters, help.singleKeys);
  }

  /** To where the run is. */
  back() {
    this.session.view.attach();
    this.refresh();
  }

  /** The moment that the address asked for, once. Says whether all is drawn for it. @private */
  open() {
    const { t } = this.asked;
    this.asked.t = null;
    if (t === null) return false;
    if (this.shared) void this.showShared(this.shared, t);
    else this.operator.clock({ action: "seek", to: t, paused: true });
    return !this.shared;
  }

  /** @param {Shared} shared @param {number} t @private */
  async showShared(shared, t) {
    lookAt(this.session.view, shared.range, t);
    const { showShared } = await import("../sharing/shared.page.js");
    showShared(this, shared);
  }

  /** Somebody put another moment or view into the address of the open page. @private */
  addressed() {
    const { t, view } = takeFragment(this.run);
    this.asked.t = t;
    this.showView(view);
    if (this.session.ready) this.open();
  }

  /** Panels of which our seat sees nothing say so. @private */
  fog() {
    const { run, hides } = this.session;
    const before = this.told;
    this.told = `${run?.title}:${hides.join()}`;
    if (before && before !== this.told) location.reload();
    hideUnseen(hides);
  }

  /** @private */
  async offerTour() {
    if (!this.newcomer || this.session.view.alone) return;
    if (recall("knightreplay.tour") === null) (await fetchTour())?.offer();
  }

  /** @param {string} code @private */
  async enterRoom(code) {
    const [{ enterRoom }] = await Promise.all([
      import("../../room/bar/index.js"),
      styled(this.data["roomStyles"]),
    ]);
    enterRoom(this, code);
  }
}

/** @param {Error} error */
const sayWhy = ({ message }) => toast(message);

/** The address that brings somebody to this moment. @param {number} t */
function printedFrom(t) {
  const address = `${location.href.replace(/[?#].*/, "")}#t=${wireTime(t)}`;
  return _("At {time} ET of this run: {address}", { time: hms(t), address });
}
