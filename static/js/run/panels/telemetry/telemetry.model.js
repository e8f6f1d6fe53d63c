// @ts-check
/**
 * The telemetry as text lines: one a server and minute, and one whenever something
 * changes. A pure reading of the frames; the lines of a minute need that minute only.
 */

import { LIMIT_33 } from "../../account33.model.js";
import { FLAG_ON, KILLED, OLD_CODE, RESTARTING, sum } from "../../../core/servers.js";
import { firstOver, rateAlerts } from "./alerts.model.js";
import { hms, int, money } from "../../../core/format.js";
import { actor, inForce } from "../../../core/acts.js";
import { _ } from "../../../core/words.js";
import { actWords } from "../../../core/act_words.js";

/** @import {Act, PresetAct, Trip} from "../../../types.js" */
/** @import {Line} from "../../../core/line.js" */

/** No more lines than this are ever shown. */
const MOST_LINES = 200;

/**
 * @typedef {object} LogLine
 * @property {number} at simulated second
 * @property {number} server 1 to 8, and 0 for what concerns all
 * @property {"minute" | "change" | "mail" | "act" | "alert" | "trip"} kind
 * @property {string} text
 * @property {Rule} [rule] of an alert
 */

/** @typedef {"rate" | "mail" | "account"} Rule why an alert should have fired */

/** @typedef {{ line: Line, log: Act[], preset: PresetAct[], trips: Trip[] }} Run */

/**
 * The last lines up to a frame, oldest first.
 * @param {(minute: number, to: number) => LogLine[]} ofMinute
 * @param {number} frame @param {number} server 0 for all @param {number} [most]
 */
export function lastLines(ofMinute, frame, server, most = MOST_LINES) {
  /** @type {LogLine[]} */
  let found = [];
  for (let minute = Math.floor(frame / 60); minute >= 0; minute--) {
    if (found.length >= most) break;
    const own = ofMinute(minute, Math.min(frame, minute * 60 + 59));
    const wanted = own.filter((line) => !server || line.server === server);
    found = [...wanted, ...found];
  }
  return found.slice(-most);
}

/**
 * The lines of one minute, as far as it has been shown.
 * @param {Run} run @param {number} minute @param {number} to last frame, included
 * @param {LogLine[]} [ofFrames] those of `frameLines`, where they are known already
 */
export function minuteLines({ line, log, preset, trips }, minute, to, ofFrames) {
  const from = minute * 60;
  const lines = [
    ...acts(log, preset, from, to),
    ...(ofFrames ?? frameLines(line, minute, to)),
    ...trips.filter(({ tick }) => tick >= from && tick <= to).map(tripped),
  ];
  return lines.sort((a, b) => a.at - b.at || ORDER[a.kind] - ORDER[b.kind]);
}

/**
 * What the frames of one minute alone tell.
 * @param {Line} line @param {number} minute @param {number} to last frame, included
 * @returns {LogLine[]}
 */
export function frameLines(line, minute, to) {
  const from = minute * 60;
  return [
    ...line.servers.flatMap((_own, server) => changes(line, server, from, to)),
    ...alerts(line, from, to),
    ...(to === from + 59 ? readings(line, from, to) : []),
  ];
}

/** Within a second: what was done, what followed, what should have been noticed. */
const ORDER = { act: 0, change: 1, mail: 2, alert: 3, trip: 4, minute: 5 };

/** @param {Act[]} log @param {PresetAct[]} preset @param {number} from @param {number} to @returns {LogLine[]} */
function acts(log, preset, from, to) {
  const here = (/** @type {{ tick: number }} */ { tick }) => tick >= from && tick <= to;
  const theirs = preset.filter((act) => !act.cancelled && here(act));
  const ours = inForce(log).filter(here);
  return [
    ...theirs.map((act) => entry(act, presetWords(act))),
    ...ours.map((act) =>
      entry(act, _("{by}: {what}", { by: actor(act.by), what: actWords(act) })),
    ),
  ];
}

/** @param {PresetAct} act */
const presetWords = (act) =>
  act.approximate
    ? _("Knight's people, time inferred: {what}", { what: actWords(act) })
    : _("Knight's people: {what}", { what: actWords(act) });

/** @param {{ tick: number, servers: number[] }} act @param {string} text @returns {LogLine} */
const entry = ({ tick, servers }, text) => ({
  at: tick,
  server: servers.length === 1 ? (servers[0] ?? 0) : 0,
  kind: "act",
  text,
});

/** @param {Line} line @param {number} server counted from 0 @param {number} from @param {number} to @returns {LogLine[]} */
function changes(line, server, from, to) {
  const lines = [];
  for (let frame = from; frame <= to; frame++) {
    const text = stateChange(
      line.serverAt(server, "state", Math.max(0, frame - 1)),
      line.serverAt(server, "state", frame),
    );
    if (text) lines.push(said("change", frame, server, text));
    const loops = loopChange(
      line.serverAt(server, "loops", frame - 1),
      line.serverAt(server, "loops", frame),
    );
    if (loops) lines.push(said("change", frame + 1, server, loops));
    lines.push(...mails(line, server, frame));
  }
  return lines;
}

/** @param {LogLine["kind"]} kind @param {number} at @param {number} server counted from 0 @param {string} text @returns {LogLine} */
const said = (kind, at, server, text) => ({ at, server: server + 1, kind, text });

/** @param {number} before @param {number} now bits of a server's state */
function stateChange(before, now) {
  const changed = before ^ now;
  if (!changed || Number.isNaN(before) || Number.isNaN(now)) return "";
  const words = [
    changed & KILLED &&
      (now & KILLED ? _("killed: out of rotation") : _("restored: in rotation again")),
    changed & RESTARTING && (now & RESTARTING ? _("restarts") : _("has restarted")),
    changed & OLD_CODE &&
      (now & OLD_CODE ? _("has the old code") : _("has the new code")),
    changed & FLAG_ON && (now & FLAG_ON ? _("flag on") : _("flag off")),
  ];
  return words.filter(Boolean).join(", ");
}

/** @param {number} before @param {number} now live loops */
function loopChange(before, now) {
  if (now > 0 && !before) return _("first loop live: Power Peg runs");
  if (before > 0 && now === 0) return _("no loop is live any more");
  return "";
}

/** @param {Line} line @param {number} server counted from 0 @param {number} frame @returns {LogLine[]} */
function mails(line, server, frame) {
  const before = line.serverAt(server, "emails", frame - 1);
  const now = line.serverAt(server, "emails", frame);
  if (!(now > before)) return [];
  const text = _("e-mail “Power Peg disabled” sent, {n} so far", { n: now });
  const lines = [said("mail", frame + 1, server, text)];
  if (before === 0)
    lines.push(alert("mail", frame, server + 1, _("first e-mail that names an error")));
  return lines;
}

/** @param {Rule} rule @param {number} frame @param {number} server 0 for all @param {string} text @returns {LogLine} */
const alert = (rule, frame, server, text) => ({
  at: frame + 1,
  server,
  kind: "alert",
  text,
  rule,
});

/** @param {Line} line @param {number} from @param {number} to @returns {LogLine[]} */
function alerts(line, from, to) {
  const lines = rateAlerts(line, from, to).map(({ frame, server, sent, peers }) =>
    alert(
      "rate",
      frame,
      server + 1,
      _("{sent} child orders in 60 s, median of its peers {peers}", {
        sent: int(sent),
        peers: int(peers),
      }),
    ),
  );
  const crossed = firstOver(line, "gross", LIMIT_33, from, to);
  if (crossed === undefined) return lines;
  const text = _("33 Account above its limit of {limit}", { limit: money(LIMIT_33) });
  return [...lines, alert("account", crossed - 1, 0, text)];
}

/** An armed guardrail's own word. @param {Trip} trip @returns {LogLine} */
function tripped({ tick, guardrail, server, action, acts_at }) {
  const name = { guardrail, time: hms(acts_at) };
  const words = {
    stop: _("guardrail {guardrail} tripped, stops at {time}", name),
    alert: _("guardrail {guardrail} tripped, pages people at {time}", name),
    shadow: _("guardrail {guardrail} would have tripped, acting at {time}", name),
  };
  return { at: tick + 1, server: server ?? 0, kind: "trip", text: words[action] };
}

/** What each server says once a minute. @param {Line} line @param {number} from @param {number} to @returns {LogLine[]} */
function readings(line, from, to) {
  const own = line.servers.flatMap((_own, server) => {
    const text = reading(line, server, from, to);
    return text ? [said("minute", to + 1, server, text)] : [];
  });
  const done = line.at("executions", to) - line.at("executions", from - 1);
  if (!(done > 0)) return own;
  const text = _("{n} executions done in the minute, all servers", { n: int(done) });
  return [...own, { at: to + 1, server: 0, kind: "minute", text }];
}

/** A server that is out of rotation says nothing. @param {Line} line @param {number} server @param {number} from @param {number} to */
function reading(line, server, from, to) {
  const state = line.serverAt(server, "state", to);
  const sent = sum(line.servers[server]?.sent, from, to);
  if (Number.isNaN(state) || (state & KILLED && !sent)) return "";
  const loops = line.serverAt(server, "loops", to);
  if (!loops) return _("{n} child orders sent", { n: int(sent) });
  return _("{n} child orders sent, loops live: {loops}", { n: int(sent), loops });
}
