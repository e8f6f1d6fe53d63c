// @ts-check
/** The telemetry view: the newest lines, of one server if asked, and our alert rules. */

import { LEAST, TIMES } from "./alerts.model.js";
import { button, byId, literal, make } from "../../../kit/dom.js";
import { cited } from "../../../kit/cited.js";
import { setAttribute, setText } from "../../../kit/dom.js";
import { hms, int } from "../../../core/format.js";
import { frameLines, lastLines, minuteLines } from "./telemetry.model.js";
import { tellsCode } from "../../../core/spoilers.js";
import { _ } from "../../../core/words.js";

/** @import {LogLine, Rule} from "./telemetry.model.js" */
/** @import {Session} from "../../../core/session.js" */
/** @import {PanelPage, PanelText} from "../index.js" */

/** Pixels from the end at which a list still counts as at its end. */
const NEAR = 12;
/** More alerts of one rule than this are counted and not listed. */
const MOST_TIMES = 2;

/** @param {PanelPage} page @returns {PanelText} */
export function telemetryView({ session, redraw }) {
  const ofFrames = cachedLines(session);
  const list = lineList(byId("telemetry-lines"));
  const pick = serverPicks(session, redraw);
  const follow = following(byId("telemetry-lines"), session, redraw);
  const rules = ruleList();

  /** @param {number} t */
  function draw(t) {
    const { frame, none } = session.showing(t);
    const shown = none ? -1 : follow.until(frame);
    const { store, log, preset, view } = session;
    const known = tellsCode(view);
    const told = known ? (/** @type {LogLine} */ line) => line : withoutSender;
    const run = { line: store.line, log, preset, trips: store.trips(shown) };
    const lines = (/** @type {number} */ minute, /** @type {number} */ to) =>
      minuteLines(run, minute, to, ofFrames(minute, to)).map(told);
    const found = lastLines(lines, shown, pick());
    list(found);
    follow.keep();
    const last = follow.on() ? "" : _("held at {time}", { time: hms(shown + 1) });
    setText(byId("telemetry-sum"), found.length ? last : _("nothing to read yet"));
    rules(alertsUntil(ofFrames, none ? -1 : frame).map(told));
    byId("telemetry-caveat").hidden = !known;
  }

  return { every: 250, draw };
}

/** Which server wrote an e-mail is part of what is coming. @param {LogLine} line @returns {LogLine} */
const withoutSender = (line) =>
  line.kind === "mail" || line.rule === "mail" ? { ...line, server: 0 } : line;

/**
 * Whole minutes are read once, until their own frames are others. What happened first is
 * known only once nothing is missing before.
 * @param {Session} session
 */
function cachedLines(session) {
  /** @type {Map<number, { key: string, lines: LogLine[] }>} */
  const whole = new Map();

  /** @param {number} minute @param {number} to last frame */
  return (minute, to) => {
    const { line, filled } = session.store;
    if (to < minute * 60 + 59) return frameLines(line, minute, to);
    const first = line.known.indexOf(0);
    const known = first < 0 || first >= minute;
    const key = `${filled[minute - 1]}:${filled[minute]}:${known}`;
    const before = whole.get(minute);
    if (before?.key === key) return before.lines;
    const lines = frameLines(line, minute, to);
    whole.set(minute, { key, lines });
    return lines;
  };
}

/** @param {(minute: number, to: number) => LogLine[]} lines @param {number} frame */
function alertsUntil(lines, frame) {
  const found = [];
  for (let minute = 0; minute * 60 <= frame; minute++) {
    const own = lines(minute, Math.min(frame, minute * 60 + 59));
    found.push(...own.filter(({ kind }) => kind === "alert"));
  }
  return found;
}

/** Lines that stay are not touched: a reader keeps their place. @param {HTMLElement} list */
function lineList(list) {
  /** @type {string[]} */
  let shown = [];

  /** @param {LogLine[]} lines */
  return (lines) => {
    const keys = lines.map((line) => `${line.at}:${line.server}:${line.text}`);
    const kept = overlap(shown, keys);
    if (kept === shown.length && kept === keys.length) return;
    while (list.childElementCount > kept) list.firstElementChild?.remove();
    list.append(...lines.slice(kept).map(item));
    shown = keys;
  };
}

/** How many of the last lines are the first of the new ones. @param {string[]} old @param {string[]} now */
function overlap(old, now) {
  const start = now.length ? old.indexOf(now[0] ?? "") : -1;
  if (start < 0) return 0;
  const same = old.slice(start).every((key, i) => key === now[i]);
  return same ? old.length - start : 0;
}

/** @param {LogLine} line */
function item({ at, server, kind, text }) {
  const words = make("span", {}, text);
  if (kind === "alert") {
    words.prepend(make("b", {}, _("An alert should have fired here:")), " ");
  }
  return make(
    "li",
    { "data-kind": kind },
    literal("time", {}, hms(at)),
    make("span", { class: "who" }, server ? _("Server {n}", { n: server }) : _("All")),
    words,
  );
}

/** @param {Session} session @param {() => void} redraw @returns {() => number} the server chosen, 0 for all */
function serverPicks(session, redraw) {
  let chosen = 0;
  /** @type {HTMLElement[]} */
  let picks = [];

  function build() {
    picks = Array.from({ length: session.servers + 1 }, (_own, server) =>
      button(server ? String(server) : _("All"), () => choose(server), {
        class: "pick",
        "aria-label": server ? _("Server {n}", { n: server }) : _("All servers"),
      }),
    );
    byId("telemetry-servers").replaceChildren(...picks);
    mark();
  }

  const mark = () =>
    picks.forEach((own, i) => setAttribute(own, "aria-pressed", String(i === chosen)));

  /** @param {number} server */
  function choose(server) {
    chosen = server;
    mark();
    redraw();
  }

  return () => {
    if (picks.length !== session.servers + 1) build();
    return chosen;
  };
}

/**
 * The newest line stays in view until somebody scrolls up.
 * @param {HTMLElement} list @param {Session} session @param {() => void} redraw
 */
function following(list, session, redraw) {
  const press = byId("telemetry-follow");
  let held = Infinity;
  let byHand = false;

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;

  /** @param {boolean} on */
  function set(on) {
    if (on === (held === Infinity)) return;
    held = on ? Infinity : session.showing(session.view.time()).frame;
    setAttribute(press, "aria-pressed", String(on));
    redraw();
  }

  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    list.addEventListener(kind, () => (byHand = true), { passive: true });
  }
  list.addEventListener("scroll", () => byHand && !atEnd() && set(false));
  press.addEventListener("click", () => set(held !== Infinity));

  return {
    on: () => held === Infinity,
    until: (/** @type {number} */ frame) => Math.min(held, frame),
    keep() {
      if (held !== Infinity) return;
      byHand = false;
      if (!atEnd()) list.scrollTop = list.scrollHeight;
    },
  };
}

function ruleList() {
  const rows = /** @type {[Rule, string][]} */ ([
    ["mail", _("First e-mail of a server that names an error (SEC ¶19)")],
    [
      "rate",
      _("Over {times}× the median of its peers in 60 s, and {least} at least", {
        times: TIMES,
        least: int(LEAST),
      }),
    ],
    ["account", _("33 Account over $2 M, its limit (SEC ¶23)")],
  ]).map(([rule, words]) => ({
    rule,
    term: make("dt", {}, ...cited(words)),
    fired: make("dd"),
  }));
  byId("telemetry-rules").replaceChildren(
    ...rows.map(({ term, fired }) => make("div", {}, term, fired)),
  );

  /** @param {LogLine[]} alerts */
  return (alerts) =>
    rows.forEach(({ rule, fired }) =>
      setText(fired, times(alerts.filter((alert) => alert.rule === rule))),
    );
}

/** @param {LogLine[]} alerts of one rule */
function times(alerts) {
  if (!alerts.length) return _("not yet");
  const told = alerts.slice(0, MOST_TIMES).map(({ at, server }) => {
    const time = hms(at);
    return server ? _("{time} server {n}", { time, n: server }) : time;
  });
  const more = alerts.length - told.length;
  return more
    ? _("{times} and {n} more", { times: told.join(", "), n: more })
    : told.join(", ");
}
