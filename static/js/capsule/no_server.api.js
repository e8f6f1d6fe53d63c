// @ts-check
/** Stands in for net/api.js in a capsule: what only a server knows is refused, in a line. */

import { _ } from "../core/words.js";

/** @returns {Promise<never>} */
export async function refused() {
  throw new Error(_("This is not in a capsule: it takes the server of the run."));
}

export const ask = refused;
export const remove = refused;
export const showKey = refused;
export const readTape = refused;
export const guardrails = refused;
export const problem = refused;
export const cookie = () => "";
export const Refused = Error;
