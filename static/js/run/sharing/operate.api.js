// @ts-check
/** The keys with which others operate a run, over HTTP. */

import { ask, remove } from "../../net/api.js";

/** @import {GivenKey} from "../../types.js" */

/** A key for somebody else, and its address. @param {string} run @returns {Promise<{ key: string, url: string }>} */
export const operateLink = (run) =>
  ask(`runs/${run}/keys`, "POST", { role: "operate" });

/** Those that still count; for the host. @param {string} run @returns {Promise<GivenKey[]>} */
export const givenKeys = (run) => ask(`runs/${run}/keys`);

/** Its holder may only watch from then on. @param {string} run @param {GivenKey} key */
export const takeBackKey = (run, key) => remove(`runs/${run}/keys/${key.id}`);
