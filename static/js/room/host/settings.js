// @ts-check
/** How a room works: its switches, the delay of acts, and who may do what. */

import { byId, make, setAttribute } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { field, select } from "../../kit/forms.js";

/** @import {RoomInfo} from "../../types.js" */
/** @import {Room} from "../room.model.js" */

/** @typedef {"locked" | "follow" | "predicting" | "anonymous" | "own_runs" | "fogged"} Flag */

/** @returns {[Flag, string, string][]} */
const flags = () => [
  ["locked", _("Locked"), _("Nobody new comes in; who has a seat comes back to it")],
  ["follow", _("Follow"), _("Everyone is kept on the moment that the host shows")],
  [
    "predicting",
    _("Predictions"),
    _("Nobody, you included, is sent what comes after a question before it is ended"),
  ],
  ["anonymous", _("Anonymous"), _("The ranking shows no names")],
  ["fogged", _("Fog"), _("Each seat sees only what its people could see that morning")],
  ["own_runs", _("Own runs"), _("Participants may start runs of their own")],
];

/** @returns {[string, string][]} */
const capabilities = () => [
  ["pause", _("Play and pause, for all")],
  ["seek", _("Move the clock, set its speed")],
  ["intervene", _("Intervene")],
  ["annotate", _("Write notes")],
  ["predict", _("Answer questions")],
  ["export", _("Export")],
];

/** @returns {[string, string][]} */
const whos = () => [
  ["nobody", _("Nobody")],
  ["host", _("Host")],
  ["operators", _("Operators too")],
  ["everyone", _("Everyone")],
];

/**
 * @param {Room} room @param {(given: Record<string, unknown>) => void} arrange
 * @returns {() => void} draws
 */
export function roomSettings(room, arrange) {
  const switches = flags().map(([flag, words, about]) =>
    switchOf(flag, words, about, (on) => arrange({ [flag]: on })),
  );
  const name = make("input", { id: "set-name", maxlength: "80", dir: "auto" });
  const delay = make("input", {
    id: "set-delay",
    type: "number",
    min: "0",
    max: "1800",
    step: "1",
  });
  const rights = capabilities().map(([capability, words]) =>
    rightOf(capability, words, (who) =>
      arrange({ permissions: { [capability]: who } }),
    ),
  );
  name.addEventListener("change", () => arrange({ name: name.value }));
  delay.addEventListener("change", () => {
    if (delay.reportValidity() && delay.value) arrange({ delay: Number(delay.value) });
  });
  byId("settings").replaceChildren(
    make("ul", { class: "flags" }, ...switches.map(({ row }) => row)),
    field(_("Acts take effect after so many seconds"), delay),
    table(rights.map(({ row }) => row)),
    field(_("Name of the room"), name),
  );

  return () => {
    const { info } = room;
    if (!info) return;
    for (const own of switches) own.set(info);
    for (const own of rights) own.set(info);
    keepTyping(delay, String(info.delay));
    keepTyping(name, info.name);
  };
}

/** What somebody is typing stays. @param {HTMLInputElement} input @param {string} value */
function keepTyping(input, value) {
  if (document.activeElement !== input && input.value !== value) input.value = value;
}

/**
 * @param {Flag} flag @param {string} words @param {string} about
 * @param {(on: boolean) => void} turn
 */
function switchOf(flag, words, about, turn) {
  const press = make(
    "button",
    { type: "button", class: "switch", role: "switch", id: `set-${flag}` },
    make("span", { class: "sw" }),
    make("span", {}, make("b", {}, words), make("small", {}, about)),
  );
  press.addEventListener("click", () =>
    turn(press.getAttribute("aria-checked") !== "true"),
  );
  const set = (/** @type {RoomInfo} */ info) =>
    setAttribute(press, "aria-checked", String(info[flag]));
  return { row: make("li", {}, press), set };
}

/** @param {string} capability @param {string} words @param {(who: string) => void} choose */
function rightOf(capability, words, choose) {
  const list = select({ id: `may-${capability}`, "aria-label": words }, whos());
  list.addEventListener("change", () => choose(list.value));
  const row = make("tr", {}, make("th", { scope: "row" }, words), make("td", {}, list));
  /** @param {RoomInfo} info */
  const set = ({ permissions }) => {
    const who = permissions[capability];
    if (who && document.activeElement !== list) list.value = who;
  };
  return { row, set };
}

/** @param {HTMLElement[]} rows */
const table = (rows) =>
  make(
    "table",
    { class: "rights" },
    make("caption", {}, _("Who may")),
    make("tbody", {}, ...rows),
  );
