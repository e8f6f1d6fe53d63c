// @ts-check
/** The room's run on its host's page: the clock, its moves, and the ways to its pages. */

import { PAUSE, PLAY } from "../../replay/transport.js";
import { button, make, makeSvg, setAttribute, setText } from "../../kit/dom.js";
import { SPEEDS } from "../../core/clock.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";
import { parseTime } from "../../core/address.js";

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

/** @param {Moves} moves */
export function runPanel(moves) {
  const play = playButton(moves.toggle);
  const clock = make("time", { id: "clock" }, "8:00:00");
  const held = make("p", { class: "held", id: "held", hidden: "" });
  const speeds = speedList(moves.pace);
  const dashboard = make(
    "a",
    { class: "btn primary", id: "dashboard", target: "_blank", rel: "noopener" },
    _("Open the dashboard"),
  );
  const row = make("p", { class: "row start" }, dashboard);
  const element = make(
    "div",
    { class: "steering" },
    make(
      "div",
      { class: "at" },
      play.press,
      make("p", { class: "clock" }, clock, make("small", {}, _("ET"))),
      speeds.element,
    ),
    held,
    make("div", { class: "steps" }, ...stepButtons(moves.step), goTo(moves.seek)),
    row,
  );

  /** @param {Session} session */
  function draw({ view, ready, run }) {
    element.setAttribute("aria-busy", String(!ready));
    setText(clock, hms(view.time()));
    play.set(view.playing());
    speeds.set(view.clock.speed);
    if (run) setAttribute(dashboard, "href", `/runs/${run.id}/`);
    const at = view.run.held_at ?? null;
    held.hidden = at === null;
    if (at !== null) setText(held, heldWords(at, view.time()));
  }

  return { element, row, draw };
}

/** @param {number} at the tick beyond which nothing is told @param {number} t */
export function heldWords(at, t) {
  const time = hms(at);
  return t >= at
    ? _("Held at {time}: nobody is sent what comes next until the question is ended.", {
        time,
      })
    : _("The clock will stop at {time}, for a question.", { time });
}

/** @param {(speed: number) => void} pace */
function speedList(pace) {
  const options = SPEEDS.map((speed) =>
    make("option", { value: String(speed) }, `${speed}×`),
  );
  const element = make(
    "select",
    { class: "all-speeds", id: "speeds", "aria-label": _("Speed") },
    ...options,
  );
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
  const form = make(
    "form",
    { class: "go-to" },
    input,
    make("button", { class: "btn" }, _("Go")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const second = parseTime(input.value.trim());
    input.setCustomValidity(
      second === null ? _("A time from 8:00:00 to 16:00:00, as 9:30 or 9:30:15") : "",
    );
    if (input.reportValidity() && second !== null) seek(second);
  });
  input.addEventListener("input", () => input.setCustomValidity(""));
  return form;
}
