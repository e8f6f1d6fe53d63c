// @ts-check
/** The teams of a room, for its host: made, dealt out, moved together, ended, counted. */

import { button, make, setText } from "../../kit/dom.js";
import { podiumList, progressTable } from "./progress.js";
import { MakingForm } from "./making.js";
import { _ } from "../../core/words.js";
import { delayWords } from "./teams.model.js";
import { speedSelect } from "../../kit/forms.js";
import { sureDialog } from "../../kit/confirm.js";

/** @import {RoomContext} from "../room.model.js" */
/** @import {RoomInfo} from "../../types.js" */

const SPEEDS = [1, 2, 5, 10, 20, 60];

/** @typedef {(what: string, given?: Record<string, unknown>) => void} Lead */

/** @param {HTMLElement} root @param {RoomContext} page */
export function teamsPart(root, page) {
  const { room } = page;
  /** @type {Lead} */
  const lead = (what, given) => void page.do(what, given);
  const form = new MakingForm((teams) => lead("make-teams", teams));
  const table = progressTable();
  const moves = movesRow(lead);
  const told = make("p", { class: "help" });
  const podium = podiumList();
  root.replaceChildren(
    make("header", {}, make("h2", { id: "teams-title" }, _("Teams")), told),
    podium.element,
    table.element,
    moves.element,
    form.element,
  );
  root.setAttribute("aria-labelledby", "teams-title");

  return function draw() {
    const { info } = room;
    root.hidden = !info?.run || info.ended;
    if (!info) return;
    const any = info.teams.length > 0;
    setText(told, any ? delayWords(info.delay) : "");
    table.draw(info, room.progress);
    moves.draw(info);
    podium.draw(info);
    form.element.open ||= !any && !form.touched;
  };
}

const END = () => ({
  title: _("End the drill?"),
  about: _("Nobody acts any more: every team's day is told to its close, and counted."),
  go: _("End it"),
});
const TELL = () => ({
  title: _("Open the debrief to all?"),
  about: _("Everybody in the room sees everything: the fog and the blind drill end."),
  go: _("Open it"),
});

/** @param {Lead} lead */
function movesRow(lead) {
  const moving = clockButtons((given) => lead("move-teams", given));
  const end = sureDialog("finish", END(), () => lead("finish"));
  const tell = sureDialog("debrief", TELL(), () =>
    lead("open-debrief", { lift: true }),
  );
  const finish = button(_("End the drill"), () => end.showModal(), {
    id: "finish-teams",
  });
  const wall = pageLink(_("Wall"), { id: "to-wall", href: "../wall/" });
  const debrief = pageLink(_("Debrief"), { href: "../debrief/" });
  const open = button(_("Open the debrief to all"), () => tell.showModal(), {
    id: "open-debrief",
  });
  const all = [...moving, finish, wall, open, debrief];
  const element = make("p", { class: "row start" }, ...all);

  /** @param {RoomInfo} info */
  function draw({ teams, finished, debriefed }) {
    const any = teams.length > 0;
    for (const one of [...moving, wall]) one.hidden = !any;
    finish.hidden = !any || finished;
    open.hidden = debriefed || (any && !finished);
  }
  return { element, draw };
}

/** All the teams' clocks at once. @param {(given: Record<string, unknown>) => void} move */
function clockButtons(move) {
  const about = { id: "teams-speed", "aria-label": _("Speed of all teams") };
  const speeds = speedSelect(about, SPEEDS);
  speeds.addEventListener("change", () =>
    move({ action: "speed", speed: Number(speeds.value) }),
  );
  return [
    button(_("Play all"), () => move({ action: "play" }), {
      class: "btn primary",
      id: "play-teams",
    }),
    button(_("Pause all"), () => move({ action: "pause" }), { id: "pause-teams" }),
    speeds,
  ];
}

/** @param {string} words @param {Record<string, string>} where */
const pageLink = (words, where) =>
  make("a", { class: "btn", target: "_blank", rel: "noopener", ...where }, words);
