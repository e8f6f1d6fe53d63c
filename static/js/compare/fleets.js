// @ts-check
/** How the servers of every run stand at the second on the screen: a row a run. */

import { NONE, int } from "../core/format.js";
import { byId, make, setAttribute, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";
import { namesOf } from "../replay/comparison.model.js";
import { sample } from "./grid.js";
import { serverWords } from "../core/servers.js";

/** @import {Compared, Side} from "../replay/comparison.model.js" */

/** @param {Compared} sides */
export function fleets(sides) {
  /** @type {Element[][]} */
  let cells = [];
  let made = "";

  /** @param {number} t */
  return function draw(t) {
    const names = sides.info ? namesOf(sides.info) : [];
    const count = Math.max(0, ...sides.shown.map(({ session }) => session.servers));
    const key = [count, ...names].join("\n");
    if (made !== key) {
      made = key;
      cells = names.map(() => Array.from({ length: count }, () => cell()));
      byId("servers").replaceChildren(table(names, cells, count));
    }
    sides.shown.forEach((side, place) =>
      cells[place]?.forEach((own, i) => fill(own, side, i, t)),
    );
  };
}

const cell = () => make("td", {}, make("span"), make("small"));

/** @param {string[]} names @param {Element[][]} cells @param {number} count */
function table(names, cells, count) {
  const heads = Array.from({ length: count }, (_none, i) =>
    make("th", { scope: "col" }, _("Server {n}", { n: i + 1 })),
  );
  const rows = names.map((name, place) => {
    const head = make("th", { scope: "row", dir: "auto" }, sample(place), ` ${name}`);
    return make("tr", {}, head, ...(cells[place] ?? []));
  });
  return make(
    "table",
    { class: "grid fleets" },
    make("caption", { class: "sr" }, _("Every server of every run at this moment")),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, _("Run")), ...heads)),
    make("tbody", {}, ...rows),
  );
}

/** @param {Element} own @param {Side} side @param {number} i @param {number} t */
function fill(own, side, i, t) {
  const frame = side.frame(t);
  const known = !Number.isNaN(side.line.serverAt(i, "state", Math.max(0, frame)));
  const { kind, short } = serverWords(side.session, i, frame);
  const [count, state] = own.children;
  if (!count || !state) return;
  setText(count, known ? int(side.line.serverAt(i, "sent", frame)) : NONE);
  setText(state, known ? short : "");
  setAttribute(own, "data-kind", known ? kind : "");
}
