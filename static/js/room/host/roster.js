// @ts-check
/** The list of those in a room: hundreds of rows, of which only what changed is touched. */

import { about, listed, presence, presenceWords } from "../presence.model.js";
import { button, byId, inputById, make, setAttribute, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { roving } from "../../kit/roving.js";

/** @import {Room} from "../room.model.js" */
/** @import {RosterEntry} from "../../types.js" */

/** From so many on there is a field to find a name. */
const MANY = 8;

/** @typedef {{ row: HTMLElement, name: HTMLElement, about: HTMLElement, state: HTMLElement, points: HTMLElement, told: string }} Row */

/** @param {Room} room @param {(seat: number) => void} open what can be done with a seat */
export function rosterList(room, open) {
  const list = byId("seats");
  const filter = inputById("roster-filter");
  const keep = roving(list);
  /** @type {Map<number, Row>} */
  const rows = new Map();
  let order = "";

  /** @param {number} seat */
  function made(seat) {
    const known = rows.get(seat) ?? rowOf(seat, open);
    rows.set(seat, known);
    return known;
  }

  function draw() {
    const { roster, info } = room;
    if (!info) return;
    const shown = listed(roster, filter.value);
    for (const entry of shown) fill(made(entry.seat), entry, info);
    const now = shown.map(({ seat }) => seat).join();
    if (now !== order) {
      order = now;
      keep(() => list.replaceChildren(...shown.map(({ seat }) => made(seat).row)));
    }
    filter.hidden = roster.length < MANY && !filter.value;
    byId("roster-empty").hidden = roster.some(({ part }) => part !== "host");
  }

  filter.addEventListener("input", draw);
  return draw;
}

/** @param {number} seat @param {(seat: number) => void} open @returns {Row} */
function rowOf(seat, open) {
  const [name, what, state, points] = ["name", "about", "state", "points"].map((kind) =>
    make("span", { class: kind, ...(kind === "name" ? { dir: "auto" } : {}) }),
  );
  if (!name || !what || !state || !points) throw new Error("a row has four parts");
  const press = button("", () => open(seat), {
    class: "seat",
    "aria-haspopup": "dialog",
  });
  press.append(make("i", {}), name, " ", what, " ", state, " ", points);
  const row = make("li", {}, press);
  return { row, name, about: what, state, points, told: "" };
}

/** @param {Row} row @param {RosterEntry} entry @param {Parameters<typeof about>[1]} info */
function fill(row, entry, info) {
  const words = about(entry, info);
  const state = presenceWords(entry);
  const told = [entry.name, words, state, entry.points].join("\n");
  if (told === row.told) return;
  row.told = told;
  setAttribute(row.row, "data-presence", presence(entry));
  setText(row.name, entry.name);
  setText(row.about, words);
  setText(row.state, state);
  setText(
    row.points,
    entry.points ? _("{points} points", { points: entry.points }) : "",
  );
}
