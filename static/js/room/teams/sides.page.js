// @ts-check
/** The runs of a room's teams, as a chart of several runs takes them. */

import { LocalView } from "../../replay/local_view.model.js";
import { Side } from "../../replay/side.page.js";
import { chartWindow } from "../../core/timescale.js";

/** @import {Change} from "../../core/session.js" */
/** @import {RoomTeam} from "../../types.js" */

/** A wall shows what its clock has come to: what is computed further on is not drawn. */
class WallView extends LocalView {
  /** @param {() => number} now in seconds @param {() => number} reached */
  constructor(now, reached) {
    super(now);
    this.hide = true;
    this.furthest = reached;
  }
}

export class WallSides {
  /** @param {() => number} now in seconds @param {(change: Change) => void} changed */
  constructor(now, changed) {
    this.now = now;
    this.changed = changed;
    this.view = new WallView(now, () => this.time());
    this.info = null;
    /** @type {Side[]} in the order of the teams */
    this.shown = [];
    /** @type {string[]} */
    this.names = [];
    this.version = 0;
  }

  /** @param {RoomTeam[]} teams */
  adopt(teams) {
    const runs = teams.flatMap(({ run, name }) => (run ? [{ run, name }] : []));
    this.names = runs.map(({ name }) => name);
    if (runs.map(({ run }) => run).join() === this.shown.map(({ id }) => id).join())
      return;
    const before = new Map(this.shown.map((side) => [side.id, side]));
    const changed = (/** @type {Side} */ _side, /** @type {Change} */ change) =>
      this.changed(change);
    this.shown = runs.map(
      ({ run }) => before.get(run) ?? new Side(run, { now: this.now, changed }),
    );
    for (const side of before.values()) {
      if (!this.shown.includes(side)) side.socket.stop();
    }
    this.version++;
  }

  /** @param {number} t @returns {[number, number]} */
  axis(t) {
    return chartWindow(t);
  }

  get first() {
    return this.shown[0];
  }

  get key() {
    const held = this.shown.map(({ session }) => session.store.version);
    return `${this.version}:${held.join(",")}`;
  }

  /** @param {number} place */
  called(place) {
    return this.names[place] ?? "";
  }

  /** The latest of the teams' clocks: they are moved together. */
  time() {
    return this.shown.reduce(
      (latest, { session }) =>
        session.ready ? Math.max(latest, session.view.time()) : latest,
      0,
    );
  }
}
