// @ts-check
/** How a room is reached, as the server's adapters are at this moment. */

import { ask } from "../../net/api.js";

/** @typedef {{ url: string, reach: string, adapter: string, likely: boolean, qr: string[] }} Way */
/** @typedef {{ ways: Way[], reached: number }} Reach */

/** @param {string} code @returns {Promise<Reach>} */
export const readReach = (code) => ask(`rooms/${code}/reach`);
