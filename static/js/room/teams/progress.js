// @ts-check
/** How the teams of a room stand: in a table while they play, on the podium at the end. */

import { NONE, exactMoney, hms, int } from "../../core/format.js";
import { make, makeSvg, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { lastWords } from "./teams.model.js";

/** @import {RoomInfo, TeamProgress} from "../../types.js" */

/** A short piece of a team's line, as the chart draws it. @param {number} number */
export function mark(number) {
  const across = { x1: "0", y1: "5", x2: "28", y2: "5" };
  const line = makeSvg("line", { ...across, class: `run-stroke-${number}` });
  const box = { viewBox: "0 0 28 10", "aria-hidden": "true" };
  return makeSvg("svg", { class: "team-mark", ...box }, line);
}

export function progressTable() {
  const body = make("tbody");
  const heads = [_("Team"), _("Clock"), _("Getting out now"), _("Last action")];
  const head = make(
    "tr",
    {},
    ...heads.map((words) => make("th", { scope: "col" }, words)),
  );
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
      { class: "team-progress", id: "team-progress" },
      make("thead", {}, head),
      body,
    ),
  );
  let shown = "";

  /** @param {RoomInfo} info @param {TeamProgress[]} all */
  function draw({ teams }, all) {
    element.hidden = teams.length === 0;
    const now = JSON.stringify([teams, all]);
    if (now === shown) return;
    shown = now;
    const of = new Map(all.map((own) => [own.number, own]));
    body.replaceChildren(...teams.map((team) => row(team, of.get(team.number))));
  }
  return { element, draw };
}

/** @param {RoomInfo["teams"][number]} team @param {TeamProgress | undefined} progress */
function row(team, progress) {
  const last = progress?.last ?? null;
  return make(
    "tr",
    {},
    rowHead(team),
    make(
      "td",
      {},
      progress?.tick === undefined ? NONE : hms(progress.tick),
      make("small", {}, stateWords(progress)),
    ),
    make(
      "td",
      { class: "num" },
      progress?.loss == null ? NONE : exactMoney(progress.loss),
    ),
    make("td", {}, last ? `${hms(last.tick)} ` : "", lastWords(last)),
  );
}

/** @param {RoomInfo["teams"][number]} team */
function rowHead({ number, name, members, run }) {
  const link = make(
    "a",
    { href: `/runs/${run}/`, target: "_blank", rel: "noopener", dir: "auto" },
    name,
  );
  return make(
    "th",
    { scope: "row" },
    mark(number),
    run ? link : name,
    make("small", { dir: "auto" }, members.join(", ") || _("nobody yet")),
  );
}

/** @param {TeamProgress | undefined} progress */
function stateWords(progress) {
  if (!progress?.run) return "";
  const { status, playing, speed = 1 } = progress;
  if (status === "computing") return _("being computed");
  return playing ? _("playing, {speed}×", { speed }) : _("paused");
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
