// @ts-check
/** The host's page: each part of it, and what it does in the room. */

import { hereWords, moved, playersHere } from "../presence.model.js";
import { button, byId, setText } from "../../kit/dom.js";
import { Steering } from "./steering.page.js";
import { NONE } from "../../core/format.js";
import { _ } from "../../core/words.js";
import { BeginForm } from "./begin_run.js";
import { connectionStatus } from "../connection_status.js";
import { PersonDialog } from "./person.js";
import { roomSettings } from "./settings.js";
import { rosterList } from "./roster.js";
import { RunPanel } from "./run_panel.js";
import { sureDialog } from "../../kit/confirm.js";

/** @import {PersonActions} from "./person.js" */
/** @import {RoomPage} from "../room.page.js" */
/** @import {Session} from "../../core/session.js" */

/** How often the clock on the page is looked at, and how often joins are told aloud. */
const LOOK = 100;
const ALOUD = 8000;

/** @param {RoomPage} page */
export function statusPart(page) {
  const { room } = page;

  page.enter(connectionStatus(page));
  page.enter(() => {
    const { info } = room;
    if (!info) return;
    setText(byId("room-name"), info.name || info.code);
    byId("app").dataset["ended"] = String(info.ended);
    byId("ended").hidden = !info.ended;
  });
}

/** @param {RoomPage} page @returns {Steering} for other parts that move the run */
export function runPart(page) {
  const { room } = page;
  const steering = new Steering();
  page.session = () => (steering.ready ? steering.session : null);
  const panel = new RunPanel(steering.moves);
  const begin = new BeginForm(room, (given) => page.do("begin-run", given));
  const again = button(_("Another run…"), () => begin.open(), { id: "another-run" });
  const blank = blankButton(page);
  const reveal = revealButton(page);
  panel.row.append(blank, again, reveal);
  byId("run-now").append(panel.element);

  page.enter(() => {
    const { info } = room;
    steering.follow(info?.run ?? null);
    byId("run-now").hidden = !info?.run;
    again.hidden = info?.ended ?? false;
    reveal.hidden = !info?.blind || info.ended;
    begin.draw();
  });
  setInterval(() => {
    if (!byId("run-now").hidden) look(panel, steering.session);
  }, LOOK);
  return steering;
}

/** @param {RunPanel} panel @param {Session} session */
function look(panel, session) {
  const { run } = session;
  panel.draw(session);
  const seed = run?.seed ?? NONE;
  const words = run ? _("{title}, seed {seed}", { title: _(run.title), seed }) : "";
  setText(byId("run-sum"), words);
}

/** The projector shows nothing, or again. @param {RoomPage} page */
function blankButton(page) {
  const { room } = page;
  const turn = () => void page.do("arrange", { blanked: room.info?.blanked !== true });
  const blank = button(_("Black projector"), turn, { id: "blank" });
  page.enter(() =>
    blank.setAttribute("aria-pressed", String(room.info?.blanked ?? false)),
  );
  return blank;
}

/** A blind drill is told once, to all. @param {RoomPage} page */
function revealButton(page) {
  const words = {
    title: _("Reveal the drill?"),
    about: _("Tells everybody which scenario was drawn; this is not taken back"),
    go: _("Reveal the drill"),
  };
  const sure = sureDialog("reveal", words, () => void page.do("reveal"));
  return button(_("Reveal the drill"), () => sure.showModal(), {
    id: "reveal",
  });
}

/** @param {RoomPage} page */
export function rosterPart(page) {
  const { room } = page;
  const person = new PersonDialog(room, seatActions(page));
  page.enter(rosterList(room, (seat) => person.open(seat)));
  page.enter(() => {
    const { info } = room;
    if (info) setText(byId("roster-sum"), hereWords(info.here, info.asleep));
  });
  tellAloud(page);
}

/** @param {RoomPage} page @returns {PersonActions} */
function seatActions(page) {
  const named = (/** @type {number} */ seat) => ({
    name: page.room.roster.find((entry) => entry.seat === seat)?.name ?? "",
  });
  const letBack = (/** @type {number} */ seat) => {
    const said = _("{name} may come back.", named(seat));
    void page.do("let-back", { seat }, { said });
  };
  return {
    letBack,
    rename: (seat, name) => void page.do("rename", { seat, name }),
    place: (seat, given) => void page.do("place", { seat, ...given }),
    assign: (seat, team) => void page.do("assign", { seat, team }),
    remove(seat) {
      const undo = { words: _("Let back in"), press: () => letBack(seat) };
      const said = _("{name} was taken out.", named(seat));
      void page.do("remove", { seat }, { said, undo });
    },
  };
}

/** Who came and went is said now and then, together. @param {RoomPage} page */
function tellAloud({ room }) {
  /** @type {Set<number> | null} */
  let told = null;
  setInterval(() => {
    if (!room.roster.length) return;
    const here = playersHere(room.roster);
    const words = told && moved(told, here);
    told = here;
    if (words) setText(byId("live"), words);
  }, ALOUD);
}

/** @param {RoomPage} page */
export function settingsPart(page) {
  page.enter(roomSettings(page.room, (given) => void page.do("arrange", given)));
  const words = {
    title: _("End the room?"),
    about: _(
      "Nobody comes in any more and nothing moves. What happened can still be read. This cannot be undone.",
    ),
    go: _("End the room"),
  };
  const sure = sureDialog("end", words, () => void page.do("end"));
  const end = byId("end-room");
  end.addEventListener("click", () => sure.showModal());
  page.enter(() => {
    end.hidden = page.room.info?.ended ?? false;
  });
}
