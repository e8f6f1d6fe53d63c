// @ts-check
/** The lanes under the scrubber: e-mails, what is computed, the loss, who did what. */

import { byId, button, make, setAttribute, svgById } from "../../../kit/dom.js";
import { _ } from "../../../core/words.js";
import { actMarks } from "../../../core/events.js";
import { fraction } from "../../../core/timescale.js";
import { miniShape } from "./loss_outline.model.js";
import { roving } from "../../../kit/roving.js";
import { toldUntil } from "../../../core/spoilers.js";

/** @import {ActMark} from "../../../core/events.js" */
/** @import {Email} from "../../../types.js" */
/** @import {Session} from "../../../core/session.js" */

/** Width of the lanes' view boxes. */
const WIDE = 10000;

/** @param {number} t */
const x = (t) => (fraction(t) * WIDE).toFixed(1);

/** @param {Session} session @param {() => Email[]} emails @param {(t: number) => void} jump */
export function lanes(session, emails, jump) {
  const acts = byId("acts-lane");
  const keep = roving(acts);

  return function draw() {
    const { line } = session.store;
    const told = toldUntil(session.view);
    // what a new act made unseen again is hidden too
    const shown = session.view.hide ? Math.min(told, session.seen()) : told;
    const ticks = emails().filter(({ at }) => at <= shown);
    setAttribute(
      svgById("mail-ticks"),
      "d",
      ticks.map(({ at }) => `M${x(at)} 0V10`).join(""),
    );
    setAttribute(svgById("held"), "d", extent(line.known, told));
    setAttribute(
      svgById("shape"),
      "d",
      miniShape(line, shown, (s) => fraction(s) * WIDE),
    );
    const trips = session.trips(shown);
    const marks = actMarks(session, trips, told).map((act) => actMark(act, jump));
    keep(() => acts.replaceChildren(...marks));
    veil(told, session.view.hide);
  };
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
