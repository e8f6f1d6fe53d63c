// @ts-check
/** The room's run on its host's page: the clock, its moves, and the ways to its pages. */

import { PAUSE, PLAY } from "../../replay/transport.js";
import { button, literal, make, makeSvg } from "../../kit/dom.js";
import { setAttribute, setText } from "../../kit/dom.js";
import { SPEEDS } from "../../core/clock.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";
import { parseTime } from "../../core/address.js";
import { speedSelect } from "../../kit/forms.js";

/** @import {Session} from "../../core/session.js" */

/**
 * @typedef {object} Moves
 * @property {() => void} toggle
 * @property {(t: number) => void} seek
 * @property {(seconds: number) => void} step
 * @property {(speed: number) => void} pace
 */

/** @returns {[number, string, string][]} */
const STEPS = () => [
  [-60, _("−1 min"), _("One minute back")],
  [-1, _("−1 s"), _("One second back")],
  [1, _("+1 s"), _("One second on")],
  [60, _("+1 min"), _("One minute on")],
];

/** A play button that says what it does. @param {() => void} toggle */
export function playButton(toggle) {
  const icon = makeSvg("path", { d: PLAY });
  const press = button("", toggle, { class: "play", id: "play" });
  press.append(makeSvg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, icon));
  /** @param {boolean} playing */
  const set = (playing) => {
    setAttribute(press, "aria-label", playing ? _("Pause") : _("Play"));
    setAttribute(icon, "d", playing ? PAUSE : PLAY);
  };
  set(false);
  return { press, set };
}

/** The steps of the clock as buttons. @param {(seconds: number) => void} step */
const stepButtons = (step) =>
  STEPS().map(([by, words, title]) =>
    button(words, () => step(by), { class: "btn step", title }),
  );

export class RunPanel {
  clock = literal("time", { id: "clock" }, "8:00:00");
  stopped = make("p", { class: "stopped", id: "stopped", hidden: "" });
  dashboard = make(
    "a",
    { class: "btn primary", id: "dashboard", target: "_blank", rel: "noopener" },
    _("Open the dashboard"),
  );
  /** Where other parts put their buttons. */
  row = make("p", { class: "row start" }, this.dashboard);

  /** @param {Moves} moves */
  constructor(moves) {
    this.play = playButton(moves.toggle);
    this.speeds = speedList(moves.pace);
    const time = make("p", { class: "clock" }, this.clock, make("small", {}, _("ET")));
    this.element = make(
      "div",
      { class: "steering" },
      make("div", { class: "at" }, this.play.press, time, this.speeds.element),
      this.stopped,
      make("div", { class: "steps" }, ...stepButtons(moves.step), goTo(moves.seek)),
      this.row,
    );
  }

  /** @param {Session} session */
  draw({ view, ready, run }) {
    this.element.setAttribute("aria-busy", String(!ready));
    setText(this.clock, hms(view.time()));
    this.play.set(view.playing());
    this.speeds.set(view.clock.speed);
    if (run) setAttribute(this.dashboard, "href", `/runs/${run.id}/`);
    const at = view.run.held_at ?? null;
    this.stopped.hidden = at === null;
    if (at !== null) setText(this.stopped, stoppedWords(at, view.time()));
  }
}

/** @param {number} at the tick beyond which nothing is told @param {number} t */
export function stoppedWords(at, t) {
  const time = hms(at);
  return t >= at
    ? _("Held at {time}: nobody is sent what comes next until the question is ended.", {
        time,
      })
    : _("The clock will stop at {time}, for a question.", { time });
}

/** @param {(speed: number) => void} pace */
function speedList(pace) {
  const about = { class: "all-speeds", id: "speeds", "aria-label": _("Speed") };
  const element = speedSelect(about, SPEEDS);
  element.addEventListener("change", () => pace(Number(element.value)));
  const set = (/** @type {number} */ speed) => {
    if (document.activeElement !== element) element.value = String(speed);
  };
  return { element, set };
}

/** @param {(t: number) => void} seek */
function goTo(seek) {
  const input = make("input", {
    id: "go-to",
    inputmode: "numeric",
    autocomplete: "off",
    placeholder: "9:30:00",
    "aria-label": _("Time to go to"),
  });
  const go = make("button", { class: "btn" }, _("Go"));
  const form = make("form", { class: "go-to" }, input, go);
  const lacking = _("A time from 8:00:00 to 16:00:00, as 9:30 or 9:30:15");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const second = parseTime(input.value.trim());
    input.setCustomValidity(second === null ? lacking : "");
    if (input.reportValidity() && second !== null) seek(second);
  });
  input.addEventListener("input", () => input.setCustomValidity(""));
  return form;
}
