// @ts-check
/** The orders: who sends how many, counted by the minute or the second. */

import { NONE, int, serverNames } from "../../../core/format.js";
import { byId, make, setText } from "../../../kit/dom.js";
import { ordersPerMinute, runaways, sum } from "../../../core/servers.js";
import { _ } from "../../../core/words.js";

/** @import {Panel, PanelPage} from "../index.js" */

/** @type {Panel} */
export const flow = {
  name: "flow",
  words: () => _("Orders"),
  draw: (page) => ({ every: 200, draw: legend(page) }),
  charts: { flow: async () => (await import("./flow.chart.js")).flowChart },
  table: {
    caption: () => _("Child orders in the minute before"),
    heads: ({ store }) => store.line.servers.map((_none, i) => `S${i + 1}`),
    cells: ({ store }, frame) =>
      store.line.servers.map(({ sent }) => int(sum(sent, frame - 59, frame))),
  },
};

/** @param {PanelPage} page */
function legend({ session, redraw }) {
  const away = entry("runaway");
  const rest = entry("rest");
  byId("flow-key").replaceChildren(away.element, rest.element);
  byId("flow-toggle").addEventListener("click", () => {
    countOtherwise(session.view);
    redraw();
  });

  /** @param {number} t */
  return (t) => {
    const { line } = session.store;
    const { frame, none } = session.showing(t);
    const found = none ? [] : runaways(line, frame);
    const rates = line.servers.map((_own, i) => rate(session, i, frame));
    const theirs = found.reduce((n, server) => n + (rates[server - 1] ?? 0), 0);
    const total = rates.reduce((a, b) => a + b, 0);
    const all = found.length === session.servers;
    const others = _("Other {n}", { n: session.servers - found.length });
    away.element.hidden = !found.length;
    setText(
      away.name,
      all ? _("All servers") : capital(serverNames(found, session.servers)),
    );
    setText(away.value, int(theirs));
    rest.element.hidden = all;
    setText(rest.name, found.length ? others : _("All servers"));
    setText(rest.value, none ? NONE : int(total - theirs));
  };
}

/** @param {string} kind */
function entry(kind) {
  const name = make("span");
  const value = make("b");
  return {
    element: make("span", { class: kind }, make("i"), name, value),
    name,
    value,
  };
}

/** By the second instead of the minute, and back. @param {PanelPage["session"]["view"]} view */
function countOtherwise(view) {
  view.bySecond = !view.bySecond;
  const [title, other] = view.bySecond
    ? [_("Orders per second"), _("per minute")]
    : [_("Orders per minute"), _("per second")];
  setText(byId("flow-title"), title);
  setText(byId("flow-toggle"), other);
}

/** @param {PanelPage["session"]} session @param {number} server @param {number} frame */
const rate = ({ store, view }, server, frame) =>
  view.bySecond
    ? store.line.serverAt(server, "sent", frame) || 0
    : ordersPerMinute(store.line, server, frame);

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
