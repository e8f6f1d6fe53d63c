// @ts-check
/** Who is in a room: how a seat stands, in which order they are listed, who came since. */

import { _ } from "../core/words.js";

/** @import {RosterEntry} from "../types.js" */

/** @typedef {"here" | "asleep" | "gone" | "out"} Presence */

/** @param {RosterEntry} entry @returns {Presence} */
export function presence({ removed, here, awake }) {
  if (removed) return "out";
  if (!here) return "gone";
  return awake ? "here" : "asleep";
}

/** @type {Record<Presence, () => string>} */
const PRESENCE = {
  here: () => _("here"),
  asleep: () => _("asleep"),
  gone: () => _("gone"),
  out: () => _("taken out"),
};

/** @param {RosterEntry} entry */
export const presenceWords = (entry) => PRESENCE[presence(entry)]();

/** What somebody is, as it is chosen. @returns {[string, string][]} */
export const parts = () => [
  ["participant", _("Participant")],
  ["operator", _("Operator")],
  ["host", _("Host")],
];

/** What somebody sees, as it is chosen. @returns {[string, string][]} */
export const fogs = () => [
  ["god", _("Everything")],
  ["operations", _("Operations")],
  ["risk", _("Risk")],
  ["development", _("Development")],
  ["executive", _("Executive")],
];

/** @param {[string, string][]} options @param {string} value */
const named = (options, value) => options.find(([own]) => own === value)?.[1] ?? value;

/**
 * Beside a name: what is not usual about the seat.
 * @param {RosterEntry} entry @param {{ fogged: boolean, teams: { number: number, name: string }[] }} room
 */
export function about(entry, { fogged, teams }) {
  const team = teams.find(({ number }) => number === entry.team);
  return [
    ...(entry.part === "participant" ? [] : [named(parts(), entry.part)]),
    ...(team ? [team.name] : []),
    ...(fogged && entry.part !== "host" ? [named(fogs(), entry.fog)] : []),
    ...(entry.practice ? [_("practice")] : []),
  ].join(" · ");
}

/**
 * Those whose names contain what is looked for; who was taken out comes last.
 * @param {RosterEntry[]} roster @param {string} wanted
 */
export function listed(roster, wanted) {
  const sought = wanted.trim().toLocaleLowerCase();
  const found = roster.filter(({ name }) => name.toLocaleLowerCase().includes(sought));
  return [
    ...found.filter(({ removed }) => !removed),
    ...found.filter(({ removed }) => removed),
  ];
}

/** Players who are here: the seats' numbers. @param {RosterEntry[]} roster */
export const playersHere = (roster) =>
  new Set(
    roster
      .filter((entry) => entry.part !== "host" && entry.part !== "projector")
      .filter((entry) => entry.here && !entry.removed)
      .map(({ seat }) => seat),
  );

/**
 * What a screen reader hears of those who came and went; empty: nothing.
 * @param {Set<number>} before @param {Set<number>} after
 */
export function moved(before, after) {
  const came = [...after].filter((seat) => !before.has(seat)).length;
  const went = [...before].filter((seat) => !after.has(seat)).length;
  const count = after.size;
  if (came && went)
    return _("{came} came, {went} left; {count} are here.", { came, went, count });
  if (came) return _("{came} came; {count} are here.", { came, count });
  return went ? _("{went} left; {count} are here.", { went, count }) : "";
}

/** Who is here, in a line. @param {number} here @param {number} asleep */
export const hereWords = (here, asleep) =>
  asleep
    ? _("{here} here, {asleep} asleep", { here, asleep })
    : _("{here} here", { here });
