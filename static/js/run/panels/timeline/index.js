// @ts-check
/**
 * The timeline: the events of the morning, and under the scrubber lanes of e-mails, of
 * what is computed, of the loss, and of who did what.
 */

import { byId, button, make, setAttribute } from "../../../kit/dom.js";
import { svgById, widthOf } from "../../../kit/dom.js";
import { _ } from "../../../core/words.js";
import { actMarks, happens } from "../../../core/events.js";
import { emailList } from "../inbox/index.js";
import { eventMarkers } from "../../../replay/events.js";
import { fraction } from "../../../core/timescale.js";
import { atOnceIfWide, wanted } from "../../../kit/lazy.js";
import { roving } from "../../../kit/roving.js";
import { disclosedUntil } from "../../../core/spoilers.js";

/** @import {ActMark} from "../../../core/events.js" */
/** @import {Line} from "../../../core/line.js" */
/** @import {Scheduler} from "../../../core/scheduler.js" */
/** @import {Session} from "../../../core/session.js" */
/** @import {Range} from "./loop.model.js" */
/** @import {Panel, PanelPage, PanelText} from "../index.js" */

/** @type {Panel} */
export const timeline = {
  name: "timeline",
  words: () => _("Timeline"),
  draw: (page) => [events(page), lanes(page)],
};

/**
 * The loop is fetched by whoever wants one, and where there is one.
 * @param {Session} session @param {Scheduler} scheduler
 * @param {(loop: Range | null) => void} set
 * @param {Promise<unknown>} after what comes first
 */
export function loopOf(session, scheduler, set, after) {
  const fetched = wanted(async () => {
    const loop = (await import("./loop.js")).loopPanel(session, set);
    scheduler.overlay(loop.overlay);
    return loop;
  });
  /** @param {"toggle" | "start" | "end" | "clear"} move */
  const by = (move) => async () => (await fetched())?.[move]();
  byId("loop").addEventListener("click", by("toggle"));
  atOnceIfWide(fetched, after);
  scheduler.add({
    name: "loop",
    kind: "text",
    every: 250,
    key: () => String(session.view.clock.loop),
    draw: () => void (session.view.clock.loop && fetched()),
  });
  return { start: by("start"), end: by("end"), clear: by("clear") };
}

/** Width of the lanes' view boxes. */
const WIDE = 10000;
/** The loss is scaled to ten million dollars at least. */
const LEAST = 1e9;
const HEIGHT = 100;

/** @param {number} t */
const x = (t) => (fraction(t) * WIDE).toFixed(1);

/** @param {PanelPage} page @returns {PanelText} */
const events = ({ session, jump }) => ({
  every: 250,
  waits: true,
  key: (t) => passedEvents(session, t),
  draw: eventMarkers(session, jump),
});

/** @param {Session} session @param {number} t */
function passedEvents({ events, view, preset, store }, t) {
  const passed = (/** @type {number} */ until) =>
    events.filter(({ tick }) => tick <= until).length;
  const told = disclosedUntil(view);
  const real = events.map((event) => happens(event, { preset, line: store.line }));
  const within = events.some((e) => e.until && e.tick <= told && told < e.until);
  return [passed(t), passed(told), within && told, widthOf(byId("line")), real].join(
    ":",
  );
}

/** @param {PanelPage} page @returns {PanelText} */
function lanes({ session, jump }) {
  const emails = emailList(session);
  const acts = byId("acts-lane");
  const keep = roving(acts);

  function draw() {
    const { line } = session.store;
    const told = disclosedUntil(session.view);
    // what a new act made unseen again is hidden too
    const shown = session.view.hide ? Math.min(told, session.seen()) : told;
    const ticks = emails().filter(({ at }) => at <= shown);
    setAttribute(
      svgById("mail-ticks"),
      "d",
      ticks.map(({ at }) => `M${x(at)} 0V10`).join(""),
    );
    setAttribute(svgById("computed"), "d", extent(line.known, told));
    setAttribute(
      svgById("loss-outline"),
      "d",
      miniShape(line, shown, (s) => fraction(s) * WIDE),
    );
    const trips = session.trips(shown);
    const marks = actMarks(session, trips, told).map((act) => actMark(act, jump));
    keep(() => acts.replaceChildren(...marks));
    veil(told, session.view.hide);
  }

  const key = () => `${session.store.version}:${session.acts}:${seenMinute(session)}`;
  return { every: 500, waits: true, key, draw };
}

/** How far the lanes are told: to the minute, to ten seconds where something is hidden. @param {Session} session */
function seenMinute(session) {
  const { hide } = session.view;
  return `${hide}:${Math.floor(session.seen() / (hide ? 10 : 60))}`;
}

/** Covers what is to come: not even its length is told. @param {number} told @param {boolean} hide */
function veil(told, hide) {
  const cover = byId("veil");
  cover.hidden = !hide;
  cover.style.left = `${(fraction(told) * 100).toFixed(3)}%`;
  for (const part of byId("line").querySelectorAll("[data-from]")) {
    if (part instanceof HTMLElement) {
      part.hidden = hide && Number(part.dataset["from"]) > told;
    }
  }
}

/** What has been computed, as bars. @param {Uint8Array} known frames in each minute @param {number} told */
function extent(known, told) {
  let path = "";
  known.forEach((frames, minute) => {
    const end = Math.min(minute * 60 + frames, told);
    if (end <= minute * 60) return;
    path += `M${x(minute * 60)} 0H${x(end)}V100H${x(minute * 60)}Z`;
  });
  return path;
}

/**
 * The small outline of the loss: a closed path up to what has been shown, one point a minute.
 * @param {Line} line @param {number} seen @param {(t: number) => number} x
 */
export function miniShape(line, seen, x) {
  /** @type {[number, number][]} */
  const points = [];
  for (let t = 0; t <= seen; t += 60) {
    const value = line.at("pnl_exit", t - 1);
    if (Number.isFinite(value)) points.push([t, Math.max(0, -value)]);
  }
  const most = Math.max(LEAST, ...points.map(([, loss]) => loss));
  const last = points.at(-1);
  if (!last) return "";
  const path = points.map(([t, loss]) => {
    return `L${x(t).toFixed(1)} ${(2 + (loss / most) * (HEIGHT - 8)).toFixed(1)}`;
  });
  return `M0 2${path.join("")}L${x(last[0]).toFixed(1)} 2Z`;
}

/** @param {ActMark} act @param {(t: number) => void} jump */
function actMark(act, jump) {
  const { tick, kind, off } = act;
  const said = off ? `${actWords(act)} (${off})` : actWords(act);
  const own = button("", () => jump(tick), { class: `act ${kind} ${off && "off"}` });
  const tip = make("span", { class: "tip", dir: "auto" }, said);
  if (fraction(tick) > 0.5) tip.classList.add("from-right");
  own.append(make("i", { "aria-hidden": "true" }), tip);
  const item = make("li", {}, own);
  item.style.left = `${(fraction(tick) * 100).toFixed(3)}%`;
  return item;
}

/** @param {ActMark} act */
const actWords = ({ time, what, who, kind }) =>
  kind === "trip"
    ? _("{time} {what} (modelled).", { time, what })
    : _("{time} {what}, by {who}", { time, what, who });
