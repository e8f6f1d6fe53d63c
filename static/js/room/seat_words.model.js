// @ts-check
/** What a page says of somebody's place in a room. */

import { _ } from "../core/words.js";

/** @import {Me, RoomTeam} from "../types.js" */

const PARTS = {
  host: () => _("Host"),
  operator: () => _("Operator"),
  participant: () => _("Participant"),
  projector: () => _("Projector"),
};
const SEATS = {
  operations: () => _("Operations"),
  risk: () => _("Risk"),
  development: () => _("Development"),
  executive: () => _("Executive"),
};

/**
 * Team, seat and part, as far as there is something to say.
 * @param {Me} me @param {RoomTeam[]} teams
 */
export function partWords({ part, fog, team }, teams) {
  const own = teams.find(({ number }) => number === team);
  const seat = named(SEATS, fog);
  const said = [own?.name, seat, named(PARTS, part)];
  return said.filter(Boolean).join(" · ");
}

/** @param {Record<string, () => string>} words @param {string} name */
const named = (words, name) => words[name]?.() ?? "";
