// @ts-check
/** The teams of a room, for its host: made, dealt out, moved together, ended, counted. */

import { NONE, exactMoney, hms, int } from "../../core/format.js";
import { button, make, makeSvg, setText } from "../../kit/dom.js";
import { delayWords, lastWords, teamNames } from "./teams.model.js";
import { _ } from "../../core/words.js";
import { parseTime } from "../../core/address.js";

/** @import {RoomContext} from "../room.model.js" */
/** @import {RoomInfo, TeamStanding} from "../../types.js" */

const MOST = 12;
const SPEEDS = [1, 2, 5, 10, 20, 60];

/** @param {HTMLElement} root @param {RoomContext} context */
export function teamsPart(root, { room, act, tell }) {
  /** @param {string} what @param {Record<string, unknown>} [given] */
  const lead = async (what, given) => {
    try {
      await act(what, given);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  };
  const make_ = makingForm((given) => void lead("make-teams", given));
  const table = standingTable();
  const moves = movesRow(
    (given) => void lead("move-teams", given),
    (what, given) => void lead(what, given),
  );
  const told = make("p", { class: "help" });
  const podium = podiumList();
  root.replaceChildren(
    make("header", {}, make("h2", { id: "teams-title" }, _("Teams")), told),
    podium.element,
    table.element,
    moves.element,
    make_.element,
  );
  root.setAttribute("aria-labelledby", "teams-title");

  return function draw() {
    const { info } = room;
    root.hidden = !info?.run || info.ended;
    if (!info) return;
    const any = info.teams.length > 0;
    setText(told, any ? delayWords(info.delay) : "");
    table.draw(info, room.standings);
    moves.draw(info);
    podium.draw(info);
    make_.element.open ||= !any && !make_.touched();
  };
}

/** @param {(given: Record<string, unknown>) => void} send */
function makingForm(send) {
  let touched = false;
  const count = number("teams-count", 2, 1, MOST);
  const delay = number("teams-delay", 120, 0, 1800);
  const at = make("input", { id: "teams-at", value: "9:29:00", autocomplete: "off" });
  const names = make("textarea", { id: "teams-names", rows: "4", dir: "auto" });
  const fill = () => {
    names.value = teamNames(Number(count.value)).join("\n");
  };
  fill();
  count.addEventListener("input", fill);
  const form = make(
    "form",
    { class: "teams-form" },
    field(_("How many"), count),
    field(_("They begin at"), at),
    field(_("Delay of acts, seconds (assumed)"), delay),
    field(_("Their names, one a line"), names),
    make("p", { class: "help" }, about()),
    make("button", { class: "btn primary", id: "make-teams" }, _("Make the teams")),
  );
  const element = make(
    "details",
    { id: "teams-new" },
    make("summary", {}, _("New teams")),
    form,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const second = parseTime(at.value.trim());
    at.setCustomValidity(second === null ? _("A time from 8:00:00 to 15:59:59") : "");
    if (!at.reportValidity() || second === null) return;
    touched = true;
    element.open = false;
    const given = names.value.split("\n").map((name) => name.trim());
    const called = Array.from(
      { length: Number(count.value) },
      (_none, i) => given[i] ?? "",
    );
    send({ names: called, at: second, delay: Number(delay.value) });
  });
  at.addEventListener("input", () => at.setCustomValidity(""));
  element.addEventListener("toggle", () => (touched = true));
  return { element, touched: () => touched };
}

const about = () =>
  _(
    "Each team gets a fork of the room's run from that moment, with the controls: what was done in 2012 happens no more by itself. Everybody in the room is dealt out in turn.",
  );

/** @param {string} id @param {number} value @param {number} min @param {number} max */
const number = (id, value, min, max) =>
  make("input", {
    id,
    type: "number",
    value: String(value),
    min: String(min),
    max: String(max),
    required: "",
  });

/** @param {string} words @param {HTMLElement} input */
const field = (words, input) => make("label", { class: "field" }, words, input);

/** A short piece of a team's line, as the chart draws it. @param {number} number */
export function mark(number) {
  const line = makeSvg("line", {
    x1: "0",
    y1: "5",
    x2: "28",
    y2: "5",
    class: `run-stroke-${number}`,
  });
  return makeSvg(
    "svg",
    { class: "team-mark", viewBox: "0 0 28 10", "aria-hidden": "true" },
    line,
  );
}

function standingTable() {
  const body = make("tbody");
  const heads = [_("Team"), _("Clock"), _("Getting out now"), _("Last action")];
  const element = make(
    "div",
    {
      class: "scrolls",
      tabindex: "0",
      role: "group",
      "aria-label": _("How the teams stand"),
    },
    make(
      "table",
      { class: "standings", id: "standings" },
      make(
        "thead",
        {},
        make("tr", {}, ...heads.map((words) => make("th", { scope: "col" }, words))),
      ),
      body,
    ),
  );
  let shown = "";

  /** @param {RoomInfo} info @param {TeamStanding[]} standings */
  function draw(info, standings) {
    element.hidden = info.teams.length === 0;
    const now = JSON.stringify([info.teams, standings]);
    if (now === shown) return;
    shown = now;
    const of = new Map(standings.map((standing) => [standing.number, standing]));
    body.replaceChildren(...info.teams.map((team) => row(team, of.get(team.number))));
  }
  return { element, draw };
}

/** @param {RoomInfo["teams"][number]} team @param {TeamStanding | undefined} standing */
function row({ number, name, members, run }, standing) {
  const last = standing?.last ?? null;
  const link = make(
    "a",
    { href: `/runs/${run}/`, target: "_blank", rel: "noopener", dir: "auto" },
    name,
  );
  return make(
    "tr",
    {},
    make(
      "th",
      { scope: "row" },
      mark(number),
      run ? link : name,
      make("small", { dir: "auto" }, members.join(", ") || _("nobody yet")),
    ),
    make(
      "td",
      {},
      standing?.tick === undefined ? NONE : hms(standing.tick),
      make("small", {}, stateWords(standing)),
    ),
    make(
      "td",
      { class: "num" },
      standing?.loss == null ? NONE : exactMoney(standing.loss),
    ),
    make("td", {}, last ? `${hms(last.tick)} ` : "", lastWords(last)),
  );
}

/** @param {TeamStanding | undefined} standing */
function stateWords(standing) {
  if (!standing?.run) return "";
  const { status, playing, speed = 1 } = standing;
  if (status === "computing") return _("being computed");
  return playing ? _("playing, {speed}×", { speed }) : _("paused");
}

/**
 * @param {(given: Record<string, unknown>) => void} move
 * @param {(what: string, given?: Record<string, unknown>) => void} lead
 */
function movesRow(move, lead) {
  const speeds = make(
    "select",
    { id: "teams-speed", "aria-label": _("Speed of all teams") },
    ...SPEEDS.map((speed) => make("option", { value: String(speed) }, `${speed}×`)),
  );
  speeds.addEventListener("change", () =>
    move({ action: "speed", speed: Number(speeds.value) }),
  );
  const wall = make(
    "a",
    {
      class: "btn",
      id: "to-wall",
      href: "../wall/",
      target: "_blank",
      rel: "noopener",
    },
    _("Wall"),
  );
  const debrief = make(
    "a",
    { class: "btn", href: "../debrief/", target: "_blank", rel: "noopener" },
    _("Debrief"),
  );
  const finish = button(_("End the drill"), () => lead("finish"), {
    id: "finish-teams",
  });
  const open = button(
    _("Open the debrief to all"),
    () => lead("open-debrief", { lift: true }),
    { id: "open-debrief" },
  );
  const moving = [
    button(_("Play all"), () => move({ action: "play" }), {
      class: "btn primary",
      id: "play-teams",
    }),
    button(_("Pause all"), () => move({ action: "pause" }), { id: "pause-teams" }),
    speeds,
    finish,
  ];
  const element = make("p", { class: "row start" }, ...moving, wall, open, debrief);

  /** @param {RoomInfo} info */
  function draw(info) {
    const any = info.teams.length > 0;
    for (const one of [...moving, wall]) one.hidden = !any;
    finish.hidden = !any || info.finished;
    open.hidden = info.debriefed;
  }
  return { element, draw };
}

export function podiumList() {
  const list = make("ol", { class: "podium" });
  const rests = make("p", { class: "help" });
  const element = make("div", { class: "places", id: "podium" }, list, rests);
  let shown = "";

  /** @param {RoomInfo} info */
  function draw(info) {
    const rows = info.podium ?? [];
    element.hidden = !info.finished;
    const now = JSON.stringify(rows);
    if (now === shown && rows.length) return;
    shown = now;
    list.replaceChildren(...rows.map(placeOf));
    const waiting = info.teams.length - rows.length;
    setText(
      rests,
      waiting > 0 ? _("The teams' days are being counted.") : restsOn(info),
    );
  }
  return { element, draw };
}

/** @param {NonNullable<RoomInfo["podium"]>[number]} row */
const placeOf = ({ place, number, name, loss, turned_away: turned, cost }) =>
  make(
    "li",
    { value: String(place), "data-place": String(place) },
    make("b", { class: "place" }, String(place)),
    make("span", { class: "who", dir: "auto" }, mark(number), name),
    make("span", { class: "cost" }, exactMoney(cost)),
    make(
      "small",
      {},
      _("{loss} lost, {n} orders turned away", {
        loss: exactMoney(loss),
        n: int(turned),
      }),
    ),
  );

/** @param {RoomInfo} info */
function restsOn({ assumed }) {
  if (!assumed) return "";
  return _(
    "Loss at 16:00 (modelled) plus customers' orders turned away, {sum} each. Assumed: {orders} orders a minute and server from 9:30 to 16:00; a live server takes {spare} % more than usual; the rest is turned away.",
    {
      sum: exactMoney(assumed.cents_an_order),
      orders: assumed.orders_a_minute,
      spare: assumed.spare_pct,
    },
  );
}
