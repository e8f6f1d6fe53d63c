// @ts-check
/** The runs of a room's teams, as a chart of several runs takes them. */

import { LocalView } from "../../replay/local_view.model.js";
import { SideBySide } from "../../replay/side.page.js";
import { chartWindow } from "../../core/timescale.js";

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

export class WallSides extends SideBySide {
  view = new WallView(this.now, () => this.time());
  info = null;
  /** @type {string[]} */
  names = [];

  /** @param {RoomTeam[]} teams in their order */
  adopt(teams) {
    const runs = teams.flatMap(({ run, name }) => (run ? [{ run, name }] : []));
    const ids = runs.map(({ run }) => run);
    this.names = runs.map(({ name }) => name);
    if (ids.join() !== this.shown.map(({ id }) => id).join()) this.show(ids);
  }

  /** @param {number} t @returns {[number, number]} */
  axis(t) {
    return chartWindow(t);
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
