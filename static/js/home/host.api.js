// @ts-check
/** Makes this browser the host's, by the key of whoever runs the server. */

import { cookie } from "../net/api.js";

/** @param {string} key @returns {Promise<boolean>} whether it is the host's key */
export async function becomeHost(key) {
  const response = await fetch("/host/", {
    method: "POST",
    headers: { "X-CSRFToken": cookie("csrftoken") },
    body: new URLSearchParams({ key }),
  });
  return response.ok;
}
