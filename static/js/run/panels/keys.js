// @ts-check
/** The legends over the charts: who sends how much, what a colour means. */

import { byId, make, makeSvg, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { NONE, int, money, serverNames } from "../../core/format.js";
import { ordersPerMinute, runaways } from "../../core/servers.js";

/** @import {Session} from "../../core/session.js" */

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

/**
 * @param {Session} session
 * @param {string[]} ramp tokens from the strongest fall to the strongest rise
 * @param {() => void} changed the flow is counted otherwise
 */
export function keysPanel(session, ramp, changed) {
  const { view } = session;
  const toggle = byId("flow-toggle");
  const away = entry("runaway");
  const rest = entry("rest");
  byId("flow-key").replaceChildren(away.element, rest.element);
  byId("ramp").replaceChildren("−6%", colours(ramp), "+6%");

  toggle.addEventListener("click", () => {
    view.bySecond = !view.bySecond;
    setText(
      byId("flow-title"),
      view.bySecond ? _("Orders per second") : _("Orders per minute"),
    );
    setText(toggle, view.bySecond ? _("per minute") : _("per second"));
    changed();
  });

  /** @param {number} server @param {number} frame */
  const rate = (server, frame) =>
    view.bySecond
      ? session.store.line.serverAt(server, "sent", frame) || 0
      : ordersPerMinute(session.store.line, server, frame);

  /** @param {number} t */
  return function draw(t) {
    const { line } = session.store;
    const { frame, none } = session.showing(t);
    const found = runaways(line, frame);
    const rates = line.servers.map((_own, i) => rate(i, frame));
    const theirs = found.reduce((n, server) => n + (rates[server - 1] ?? 0), 0);
    const total = rates.reduce((a, b) => a + b, 0);
    away.element.hidden = !found.length;
    const all = found.length === session.servers;
    setText(
      away.name,
      all ? _("All servers") : capital(serverNames(found, session.servers)),
    );
    setText(away.value, int(theirs));
    rest.element.hidden = found.length === session.servers;
    setText(
      rest.name,
      found.length
        ? _("Other {n}", { n: session.servers - found.length })
        : _("All servers"),
    );
    setText(rest.value, none ? NONE : int(total - theirs));
    const gross = none ? NONE : money(line.at("gross", frame));
    setText(byId("positions-sum"), _("{gross} gross", { gross }));
    const stocks = session.symbols.length;
    if (stocks) setText(byId("stocks-title"), _("{count} stocks", { count: stocks }));
  };
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {string[]} ramp */
function colours(ramp) {
  const boxes = ramp.map((name, i) => {
    const box = makeSvg("rect", { x: String(i * 10), width: "9", height: "8" });
    box.setAttribute("fill", `var(${name})`);
    return box;
  });
  return makeSvg(
    "svg",
    { viewBox: "0 0 70 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    ...boxes,
  );
}
