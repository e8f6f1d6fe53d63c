// @ts-check
/** The eight servers. Sparklines are plain SVG: sixty times cheaper than a chart. */

import { byId, literal, make, makeSvg } from "../../../kit/dom.js";
import { setAttribute, setText } from "../../../kit/dom.js";
import { ordersPerMinute, serverWords, sparkline } from "../../../core/servers.js";
import { NONE, int } from "../../../core/format.js";
import { _ } from "../../../core/words.js";
import { menuButton } from "../../../kit/menu.js";
import { toast } from "../../../kit/toasts.js";

/** @import {ServerWords} from "../../../types.js" */
/** @import {Panel, PanelPage} from "../index.js" */

/** @type {Panel} */
export const servers = {
  name: "servers",
  words: () => _("Servers"),
  draw: (page) => ({ every: 200, draw: tiles(page) }),
};

/** With more tiles standing out than this, none is wider. */
const FEW = 3;
/** A quiet server's line stays flat below so many orders a second. */
const QUIET = 8;

/** @param {number} number @param {PanelPage["serverMenu"]} menu what can be done with it */
function tile(number, menu) {
  const badge = make("span", { class: "badge" });
  const rate = literal("span");
  const detail = make("p", { class: "detail long" });
  const short = make("p", { class: "detail short" });
  const spark = makeSvg("polyline");
  const name = make("span", {}, _("Server {number}", { number }));
  const more = make("button", {
    type: "button",
    class: "open-menu",
    "aria-label": _("Server {number}: what to do", { number }),
  });
  menuButton(more, () => menu(number), toast);
  const item = make(
    "li",
    {
      class: "tile",
      "data-server": String(number),
      "data-kind": "ok",
      "data-menu-edge": "",
    },
    make("p", { class: "name" }, name, badge),
    more,
    make("p", { class: "rate" }, rate, make("small", {}, _("/min"))),
    detail,
    short,
    makeSvg(
      "svg",
      { viewBox: "0 0 59 20", preserveAspectRatio: "none", "aria-hidden": "true" },
      spark,
    ),
  );
  return { item, badge, rate, detail, short, spark };
}

/** @param {PanelPage} page */
function tiles({ session, serverMenu }) {
  const list = byId("tiles");
  /** @type {ReturnType<typeof tile>[]} */
  let made = [];

  function build() {
    made = Array.from({ length: session.servers }, (_none, i) =>
      tile(i + 1, serverMenu),
    );
    list.replaceChildren(...made.map(({ item }) => item));
  }

  /** @param {number} t */
  return function draw(t) {
    if (made.length !== session.servers) build();
    const { line } = session.store;
    const { frame, none } = session.showing(t);
    const words = made.map((_none, server) => serverWords(session, server, frame));
    const sparks = made.map((_none, server) => sparkline(line, server, frame));
    const calm = highest(sparks.filter((_none, i) => words[i]?.kind !== "runaway"));
    const outstanding = words.filter(standsOut).length;
    list.classList.toggle("many", outstanding > FEW);
    made.forEach((own, server) => {
      const said = words[server];
      const values = sparks[server] ?? [];
      if (!said) return;
      say(own, said);
      setText(own.rate, none ? NONE : int(ordersPerMinute(line, server, frame)));
      const top = said.kind === "runaway" ? highest([values]) * 1.15 : calm;
      setAttribute(own.spark, "points", polyline(values, top));
    });
  };
}

/** @param {ServerWords} words */
const standsOut = ({ kind }) => kind === "odd" || kind === "runaway";

/** @param {ReturnType<typeof tile>} own @param {ServerWords} words */
function say(own, words) {
  setAttribute(own.item, "data-kind", words.kind);
  own.item.classList.toggle("stands-out", standsOut(words));
  setText(own.badge, words.badge);
  setText(own.detail, words.detail);
  setText(own.short, words.short);
}

/** @param {number[][]} lines */
const highest = (lines) => Math.max(QUIET, ...lines.flat());

/** @param {number[]} values @param {number} top */
const polyline = (values, top) =>
  values.map((v, i) => `${i},${(19 - (18 * v) / top).toFixed(1)}`).join(" ");
