// @ts-check
/** The timeline of a comparison: the outline of every loss, and marks where runs part. */

import { button, byId, make, makeSvg, svgById } from "../kit/dom.js";
import { letter, partingWords } from "../replay/comparison.model.js";
import { fraction } from "../core/timescale.js";
import { roving } from "../kit/roving.js";
import { disclosedUntil } from "../core/spoilers.js";

/** @import {Compared, Side} from "../replay/comparison.model.js" */

const WIDE = 10000;
const HEIGHT = 100;
/** The outlines are scaled to ten million dollars at least. */
const LEAST = 1e9;

/** @param {Compared} sides @param {(t: number) => void} jump */
export function partingLanes(sides, jump) {
  const list = byId("acts-lane");
  const keep = roving(list);

  return function draw() {
    const told = disclosedUntil(sides.view);
    const most = Math.max(LEAST, ...sides.shown.map((side) => largest(side, told)));
    const outlines = sides.shown.map((side, place) =>
      makeSvg("path", {
        d: lossOutline(side, most, told),
        class: `run-stroke-${place + 1}`,
      }),
    );
    svgById("loss-outlines").replaceChildren(...outlines.reverse());
    keep(() => list.replaceChildren(...marks(sides, jump)));
  };
}

/** @param {Side} side @param {number} told */
const largest = ({ line }, told) =>
  minutes(told).reduce(
    (most, t) => Math.max(most, -line.at("pnl_exit", t - 1) || 0),
    0,
  );

/** @param {number} told */
const minutes = (told) =>
  Array.from({ length: Math.floor(told / 60) + 1 }, (_none, i) => i * 60);

/** One point a minute. @param {Side} side @param {number} most @param {number} told */
function lossOutline({ line }, most, told) {
  const known = minutes(told)
    .map((t) => [t, -line.at("pnl_exit", t - 1)])
    .filter(([, loss]) => Number.isFinite(loss));
  return known
    .map(([t = 0, loss = 0], i) => {
      const x = (fraction(t) * WIDE).toFixed(1);
      const y = (6 + (Math.max(0, loss) / most) * (HEIGHT - 12)).toFixed(1);
      return `${i ? "L" : "M"}${x} ${y}`;
    })
    .join("");
}

/** @param {Compared} sides @param {(t: number) => void} jump */
function marks({ info, view }, jump) {
  return (info?.divergences ?? []).flatMap((parting, place) => {
    const tick = parting?.first?.tick;
    if (!parting || tick === undefined || view.hides(tick)) return [];
    const words = partingWords(parting, letter(place));
    const tip = make("span", { class: "tip", dir: "auto" }, words);
    if (fraction(tick) > 0.5) tip.classList.add("from-right");
    const own = button("", () => jump(tick), { class: "act" });
    own.append(
      make("i", { "aria-hidden": "true", class: `run-mark-${place + 1}` }),
      tip,
    );
    const item = make("li", {}, own);
    item.style.left = `${(fraction(tick) * 100).toFixed(3)}%`;
    return [item];
  });
}
