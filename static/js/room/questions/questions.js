// @ts-check
/** The host's questions: the plan, what is open, its results, and the way to the next stop. */

import { button, literal, make, setText } from "../../kit/dom.js";
import { current, lockedWords, textOf } from "./question.model.js";
import { distribution, ranking, truth } from "./result.js";
import { PlanForm } from "./plan.js";
import { _ } from "../../core/words.js";
import { handsForm } from "./form.js";
import { hm } from "../../core/format.js";

/** @import {Part, RoomContext} from "../room.model.js" */
/** @import {PlannedStop, RoomInfo} from "../../types.js" */

/** How often it is looked where the clock is: what can be asked depends on it. */
export const LOOK = 500;

/**
 * @typedef {object} Host
 * @property {RoomContext["room"]} room
 * @property {(what: string, given?: Record<string, unknown>) => void} act
 * @property {(t: number) => void} seek
 * @property {() => number} time of the room's run
 */

/** @param {(t: number) => void} seek moves the room's run @returns {Part} */
export const questionsPart = (seek) => (root, page) => {
  const { room } = page;
  /** @type {Host} */
  const host = {
    room,
    seek,
    act: (what, given) => void page.do(what, given),
    time: () => page.session()?.view.time() ?? 0,
  };
  const predicting = switchOf(host);
  const plan = planList(host);
  root.classList.add("questions");
  root.setAttribute("aria-labelledby", "questions-title");
  root.replaceChildren(
    make("header", {}, make("h2", { id: "questions-title" }, _("Questions"))),
    predicting.element,
    ...plan.elements,
  );

  return function draw() {
    const { info } = room;
    root.hidden = !info?.run || info.ended;
    if (!info || root.hidden) return;
    predicting.draw(info.predicting);
    plan.draw(info);
  };
};

/** @param {Host} host */
function planList(host) {
  const { room } = host;
  const body = make("div", { class: "asked" });
  const count = make("p", { class: "count", role: "status" });
  const form = new PlanForm((stop, edited) => replan(host, edited, stop));
  const edit = (/** @type {PlannedStop} */ stop) => form.edit(stop);
  let made = "";

  /** @param {RoomInfo} info */
  function draw(info) {
    const { plan } = room;
    const open = plan.find(({ state }) => state === "open");
    setText(count, open ? lockedWords(open, info) : "");
    const now = JSON.stringify([plan.map(still), info.ranking, clockAt(host)]);
    if (now === made) return;
    made = now;
    form.keep(plan);
    body.replaceChildren(...(plan.length ? rows(host, edit, count) : empty(host)));
  }
  return { elements: [body, form.element], draw };
}

/** Stops in the place of one that is planned, or besides; none: it goes. @param {Host} host @param {PlannedStop | null} gone @param {Record<string, unknown>[]} stops */
function replan({ act }, gone, ...stops) {
  act("plan", { stops, instead: gone ? [gone.id] : [] });
}

/** A row is made anew when it is another; counts of an open question go on in it. @param {PlannedStop} stop */
const still = (stop) =>
  stop.state === "open" ? [stop.id, stop.hands, stop.awaited === 0] : stop;

/** Which stops the clock stands at or is past: what can be asked and shown. @param {Host} host */
function clockAt({ room, time }) {
  const t = time();
  return room.plan.map(({ at, tells }) => [t >= at, t >= (tells ?? at)]);
}

/** @param {Host} host */
function switchOf({ act }) {
  const box = make("input", { type: "checkbox", id: "keep-back" });
  box.addEventListener("change", () => act("arrange", { predicting: box.checked }));
  const words = make(
    "span",
    {},
    make("b", {}, _("Keep what comes after a question")),
    make(
      "small",
      {},
      _(
        "The clock stops at each; nobody’s screen, yours included, holds what follows.",
      ),
    ),
  );
  return {
    element: make("label", { class: "share-check keep" }, box, words),
    draw: (/** @type {boolean} */ on) => {
      box.checked = on;
    },
  };
}

/** @param {Host} host */
function empty({ act }) {
  return [
    make(
      "p",
      { class: "help" },
      _(
        "No question is planned. Take the track that fits this run, or write your own.",
      ),
    ),
    make(
      "p",
      {},
      button(_("Take the track"), () => act("plan-track"), {
        class: "btn primary",
        id: "take-track",
      }),
    ),
  ];
}

/** @param {Host} host @param {(stop: PlannedStop) => void} edit @param {HTMLElement} count */
function rows(host, edit, count) {
  const { plan, info } = host.room;
  const now = /** @type {PlannedStop | null} */ (current(plan.filter(isAsked)));
  const items = plan.map((stop) => {
    const open = stop === now ? [large(host, stop, count)] : [];
    return make("li", { "data-state": stop.state }, line(host, stop, edit), ...open);
  });
  const best = info?.ranking ?? [];
  const names = button(
    info?.anonymous ? _("Show names") : _("Hide names"),
    () => host.act("arrange", { anonymous: !info?.anonymous }),
    { id: "show-names" },
  );
  return [
    make("ol", { class: "plan" }, ...items),
    ranking(best),
    ...(best.length ? [names] : []),
  ];
}

/** @param {PlannedStop} stop */
const isAsked = ({ state }) => state !== "planned";

const STATES = {
  planned: () => "",
  open: () => _("Open"),
  closed: () => _("Ended"),
  shown: () => _("Shown"),
};

/** @param {Host} host @param {PlannedStop} stop @param {(stop: PlannedStop) => void} edit */
function line(host, stop, edit) {
  const words = make("span", { class: "text", dir: "auto" }, textOf(stop, stop.text));
  const state = make("span", { class: "state" }, STATES[stop.state]());
  const buttons =
    stop.state === "planned"
      ? planned(host, stop, edit)
      : stop.state === "closed"
        ? ended(host, stop)
        : [];
  const time = literal("time", {}, hm(stop.at));
  return make("div", { class: "line" }, time, words, state, ...buttons);
}

/** @param {Host} host @param {PlannedStop} stop @param {(stop: PlannedStop) => void} edit */
function planned(host, stop, edit) {
  const time = hm(stop.at);
  const change = { "aria-label": _("Edit the question at {time}", { time }) };
  const about = { "aria-label": _("Remove the question at {time}", { time }) };
  return [
    ...onward(host, stop),
    button(_("Edit"), () => edit(stop), change),
    button(_("Remove"), () => replan(host, stop), about),
  ];
}

/** The next one can be asked once the run is there. @param {Host} host @param {PlannedStop} stop */
function onward({ room: { plan }, act, seek, time }, stop) {
  const next = plan.find(({ state }) => state === "planned") === stop;
  if (!next || plan.some(({ state }) => state === "open")) return [];
  const ask = () => act("open-stop", { stop: stop.id });
  return time() >= stop.at
    ? [button(_("Ask"), ask, { class: "btn primary ask" })]
    : [button(_("Go to it"), () => seek(stop.at), { class: "btn go-on" })];
}

/** What is on now, with what can be done. @param {Host} host @param {PlannedStop} stop @param {HTMLElement} count */
function large(host, stop, count) {
  const element = make("div", { class: "on question" });
  if (stop.state === "open") element.append(count, ...whileOpen(host, stop));
  else element.append(truth(stop), distribution(stop));
  for (const words of stop.words) {
    element.append(make("blockquote", { dir: "auto" }, words));
  }
  return element;
}

/** @param {Host} host @param {PlannedStop} stop */
function whileOpen({ act }, stop) {
  const hands = stop.kind === "choice" || stop.kind === "server";
  const enter = (/** @type {Record<string, number>} */ hands) =>
    act("hands", { stop: stop.id, hands });
  return [...(hands ? [handsForm(stop, enter)] : []), ender(act, stop)];
}

/** Ends it; where some have not locked, a second press says so. @param {Host["act"]} act @param {PlannedStop} stop */
function ender(act, stop) {
  const all = stop.awaited === 0;
  const words = all ? _("End the question") : _("End it anyway…");
  let asked = all;
  const end = button(words, () => {
    if (asked) act("close-stop", { stop: stop.id, anyway: !all });
    else setText(end, _("Some have not locked. Press again to end it."));
    asked = true;
  });
  end.className = all ? "btn primary end" : "btn end";
  return make("p", {}, end);
}

/**
 * Its answer is shown when the run has come to it: after the questions that lie between.
 * @param {Host} host @param {PlannedStop} stop
 */
function ended({ room, act, seek, time: now }, stop) {
  const known = stop.tells ?? stop.at;
  const time = hm(known);
  if (now() >= known || stop.measure === null) {
    const show = () => act("show-stop", { stop: stop.id });
    return [button(_("Show the answer"), show, { class: "btn primary show" })];
  }
  const between = (/** @type {PlannedStop} */ { state, at }) =>
    state === "open" || (state === "planned" && at < known);
  if (room.plan.some(between)) {
    return [make("span", { class: "help" }, _("known at {time}", { time }))];
  }
  const go = () => seek(known);
  return [
    button(_("Go to {time}, where it is known", { time }), go, { class: "btn go-on" }),
  ];
}
