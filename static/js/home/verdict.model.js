// @ts-check
/** What the model says to the claims of an account, in a line for its card. */

import { _ } from "../core/words.js";
import { int, times } from "../core/format.js";

/** @typedef {{ what: string, claimed: number, found: number, agrees: boolean }} Claim */

/**
 * The account's first claim that is off, and by how much; or that all of them agree.
 * @param {Claim[]} claims
 */
export function verdict(claims) {
  const refuted = claims.find((claim) => !claim.agrees);
  if (!refuted)
    return {
      agrees: true,
      words: _("All {count} figures agree", { count: claims.length }),
    };
  return {
    agrees: false,
    words: _("{claim}: {distance}", {
      claim: name(refuted),
      distance: distance(refuted),
    }),
  };
}

/** How many times too much or too little. @param {Claim} claim */
function factor({ claimed, found }) {
  if (!found || !claimed || claimed < 0 !== found < 0) return Infinity;
  return Math.max(claimed / found, found / claimed);
}

/** @param {Claim} claim */
function distance(claim) {
  const found = factor(claim);
  if (found === Infinity)
    return _("off by {amount}", { amount: int(claim.claimed - claim.found) });
  const ratio = times(found);
  return claim.claimed > claim.found
    ? _("{ratio} times too much", { ratio })
    : _("{ratio} times too little", { ratio });
}

/**
 * Without the unit, which the ledger has. The scenario's file has the text, and the
 * catalogue too.
 * @param {Claim} claim
 */
const name = ({ what }) => _(what).replace(", $", "");
