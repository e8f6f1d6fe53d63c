// @ts-check
/** The loss by cause: a table whose bars lie on one axis. */

import { CAUSES, lossSplit } from "./split.model.js";
import { NONE, exactMoney, hms, money } from "../../../core/format.js";
import { byId, literal, make, makeSvg } from "../../../kit/dom.js";
import { setAttribute, setText } from "../../../kit/dom.js";
import { _ } from "../../../core/words.js";

/** @import {Cause} from "./split.model.js" */
/** @import {Session} from "../../../core/session.js" */

/** Width of a bar's view box. */
const WIDE = 1000;

/** @returns {Record<Cause | "ahead" | "total", string>} */
const names = () => ({
  spread: _("Half the spread"),
  temporary: _("Haste"),
  transient: _("Push that fades"),
  permanent: _("Push that stays"),
  drift: _("Market drift"),
  rounding: _("Rounding"),
  block: _("Block discount"),
  ahead: _("Still to get out"),
  total: _("Getting out now"),
});

/** @param {Session} session */
export function splitPanel(session) {
  const words = names();
  const rows = Object.fromEntries(
    [...CAUSES, /** @type {const} */ ("ahead"), /** @type {const} */ ("total")].map(
      (name) => [name, row(name, words[name])],
    ),
  );
  byId("split-parts").replaceChildren(...Object.values(rows).map(({ own }) => own));

  /** @param {number} t */
  return function draw(t) {
    const { frame, none } = session.showing(t);
    const split = none ? undefined : lossSplit(session.store, frame);
    const parts = [
      ...CAUSES.map((name, i) => ({ name, ...(split?.parts[i] ?? NOTHING) })),
      { name: "ahead", into: 0, out: split?.ahead ?? 0 },
    ];
    const scale = axis(parts);
    for (const { name, into, out } of parts) rows[name]?.fill(into, out, scale, !split);
    rows["ahead"]?.show(Boolean(split?.open));
    rows["total"]?.sum(split ? split.total : NaN, split?.open ?? true);
    setText(byId("split-at"), split ? _("at {time}", { time: hms(split.at) }) : "");
    setText(byId("split-note"), split?.open === false ? flat() : provisional());
  };
}

/** Getting in has none of these. */
const OUT_ONLY = ["block", "ahead"];
const NOTHING = { into: 0, out: 0 };
const provisional = () =>
  _("Provisional while shares are held: the way out is not paid yet.");
const flat = () => _("Nothing is held: the parts add up to the loss to the cent.");

/** Where zero and the ends of the axis lie. @param {{ into: number, out: number }[]} parts */
function axis(parts) {
  let low = 0;
  let high = 1;
  for (const { into, out } of parts) {
    low = Math.min(low, Math.min(into, 0) + Math.min(out, 0));
    high = Math.max(high, Math.max(into, 0) + Math.max(out, 0));
  }
  return (/** @type {number} */ cents) => ((cents - low) / (high - low)) * WIDE;
}

/** @param {string} name @param {string} words */
function row(name, words) {
  const into = makeSvg("rect", { class: "into", height: "8", y: "1" });
  const out = makeSvg("rect", { class: "out", height: "8", y: "1" });
  const zero = makeSvg("rect", { class: "zero", height: "10", width: "3" });
  const box = { viewBox: `0 0 ${WIDE} 10`, preserveAspectRatio: "none" };
  const bars = makeSvg("svg", { ...box, "aria-hidden": "true" }, into, out, zero);
  const label = make("th", { scope: "row" }, words);
  const cells = [literal("td"), literal("td")];
  const own = make("tr", { "data-part": name }, label, make("td", {}, bars), ...cells);
  return {
    own,
    /** @param {number} a @param {number} b @param {(cents: number) => number} at @param {boolean} blank */
    fill(a, b, at, blank) {
      span(into, 0, a, at);
      // Of one sign they lie end to end, else on either side of zero.
      span(out, a > 0 === b > 0 ? a : 0, b, at);
      setAttribute(zero, "x", (at(0) - 1.5).toFixed(1));
      if (!OUT_ONLY.includes(name)) put(cells[0], blank ? NaN : a);
      put(cells[1], blank ? NaN : b);
    },
    show: (/** @type {boolean} */ on) => own.classList.toggle("gone", !on),
    /** @param {number} cents @param {boolean} open */
    sum(cents, open) {
      setText(label, open ? words : _("Realised"));
      put(cells[1], cents);
    },
  };
}

/** @param {Element} rect @param {number} from @param {number} by @param {(cents: number) => number} at */
function span(rect, from, by, at) {
  const [a, b] = [at(from), at(from + by)];
  setAttribute(rect, "x", Math.min(a, b).toFixed(1));
  setAttribute(rect, "width", Math.abs(b - a).toFixed(1));
}

/** @param {HTMLElement | undefined} cell @param {number} cents */
function put(cell, cents) {
  if (!cell) return;
  setText(cell, Number.isFinite(cents) ? money(cents) : NONE);
  cell.title = Number.isFinite(cents) ? exactMoney(cents) : "";
}
