// @ts-check
/** The question card: what a participant answers, and what a projector shows of it. */

import { calibrationWords, current, lockedWords } from "./question.model.js";
import { scoreWords, textOf } from "./question.model.js";
import { distribution, ranking, truth } from "./result.js";
import { make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { questionForm } from "./form.js";
import { hm } from "../../core/format.js";

/** @import {Part, RoomContext} from "../room.model.js" */
/** @import {Me, OwnAnswer, RoomInfo, Stop} from "../../types.js" */

/** A participant's. @type {Part} */
export function questionPart(root, context) {
  const { room } = context;
  root.classList.add("panel", "question");
  return card(root, room, (stop) => {
    const own = room.me?.answers?.[stop.id];
    if (stop.state === "open" && !own?.locked) return answering(context, stop);
    return [...answerState(stop, own), ...results(context, stop, own)];
  });
}

/**
 * For all to see: the question, how far the room is, then what it said; it makes room for
 * the run once that goes on.
 * @param {() => number | null} time of the run that is behind it
 * @returns {Part}
 */
export const shownQuestionPart =
  (time) =>
  (root, { room }) => {
    root.classList.add("question", "big");
    const draw = card(root, room, (stop) => {
      if (stop.state === "open") return options(stop);
      return [truth(stop), distribution(stop), ranking(room.info?.ranking ?? [])];
    });
    const isOver = passing(time);

    return () => {
      draw();
      const stop = current(room.info?.stops ?? []);
      if (stop && isOver(stop)) root.hidden = true;
    };
  };

/** Whether the clock has moved since a question was ended or shown. @param {() => number | null} time */
function passing(time) {
  let about = "";
  /** @type {number | null} */
  let from = null;

  return function isOver(/** @type {Stop} */ { id, state }) {
    const now = time();
    const is = `${id} ${state}`;
    if (is !== about || from === null) [about, from] = [is, now];
    return state !== "open" && now !== null && from !== null && now !== from;
  };
}

/**
 * A card that is made anew when there is something else to show, so that a half-made answer
 * outlives whatever others do; only the count of those who have locked goes on.
 * @param {HTMLElement} root @param {RoomContext["room"]} room
 * @param {(stop: Stop) => Node[]} body
 */
function card(root, room, body) {
  const count = make("p", { class: "count" });
  let made = "";

  return function draw() {
    const stop = room.over ? null : current(room.info?.stops ?? []);
    root.hidden = !stop;
    if (!stop || !room.info) return;
    setText(count, stop.state === "open" ? lockedWords(stop, room.info) : "");
    const now = JSON.stringify(shownOf(stop, room.info, room.me));
    if (now === made) return;
    made = now;
    root.replaceChildren(...heading(stop), ...body(stop), count);
  };
}

/**
 * What a card consists of; who we are is told after what the room is.
 * @param {Stop} stop @param {RoomInfo} info @param {Me | null} me
 */
export function shownOf(stop, info, me) {
  const own = me?.answers?.[stop.id];
  return stop.state === "open"
    ? [stop.id, own?.locked, me?.may.includes("predict")]
    : [stop.id, stop.state, stop.distribution, own, info.ranking, me?.place];
}

/** @param {Stop} stop */
const heading = (stop) => [
  make("p", { class: "label" }, _("Question at {time}", { time: hm(stop.at) })),
  make("h2", { dir: "auto" }, textOf(stop, stop.text)),
];

/** @param {RoomContext} context @param {Stop} stop */
function answering(context, stop) {
  const { me } = context.room;
  if (!me) return [];
  if (!me.may.includes("predict")) {
    return [make("p", { class: "help" }, _("Others answer this one."))];
  }
  const form = questionForm(stop, async (value, sureness) => {
    form.inert = true;
    const given = { stop: stop.id, value, sureness, lock: true };
    form.inert = (await context.do("answer", given)) !== null;
  });
  return [form];
}

/** @param {Stop} stop @param {OwnAnswer | undefined} own */
function answerState(stop, own) {
  const words = [own ? scoreWords(stop, own) : _("You gave no answer.")];
  if (stop.state === "open") words.push(_("Locked. Now the others."));
  if (stop.state === "closed") words.push(_("The answer is told soon."));
  return [make("p", { class: "own", role: "status" }, words.join(" "))];
}

/** @param {RoomContext} context @param {Stop} stop @param {OwnAnswer | undefined} own */
function results({ room }, stop, own) {
  if (stop.state === "open") return [];
  const { me, info } = room;
  const parts = [truth(stop), distribution(stop)];
  if (stop.state !== "shown" || !me) return parts;
  const sure = own ? calibrationWords(Object.values(me.answers ?? {})) : "";
  if (sure) parts.push(make("p", { class: "help" }, sure));
  if (me.place) {
    const values = { place: me.place, count: me.points };
    const place = _("You are number {place}, with {count} points.", values);
    parts.push(make("p", { class: "place" }, place));
  }
  return [...parts, ranking(info?.ranking ?? [])];
}

/** @param {Stop} stop */
function options(stop) {
  if (stop.kind !== "choice") return [];
  const words = /** @type {string[]} */ (stop.options);
  const rows = words.map((text) => make("li", { dir: "auto" }, textOf(stop, text)));
  return [make("ol", { class: "choices" }, ...rows)];
}
