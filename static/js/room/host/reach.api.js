// @ts-check
/** How a room is reached, as the server's adapters are at this moment. */

import { problem } from "../../net/api.js";

/** @typedef {{ url: string, reach: string, adapter: string, likely: boolean, qr: string[] }} Way */
/** @typedef {{ ways: Way[], reached: number }} Reach */

/** @param {string} code @returns {Promise<Reach>} */
export async function readReach(code) {
  const response = await fetch(`/api/v1/rooms/${code}/reach`);
  if (!response.ok) throw new Error(await problem(response));
  return response.json();
}
