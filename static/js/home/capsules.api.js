// @ts-check
/** Sends a capsule to the server, which makes a run of it. */

import { cookie } from "../net/api.js";
import { _ } from "../core/words.js";

/** What the server takes at most (knightreplay/limiting/bodies.py). */
const MOST = 16 * 1024 * 1024;

/**
 * Fetch does not tell how much has left: this one does.
 * @param {File} file @param {(part: number) => void} sent 0 to 1
 * @returns {Promise<string>} the address of the run
 */
export function openCapsule(file, sent) {
  if (file.size > MOST)
    return Promise.reject(new Error(_("This file is too large: it is no capsule.")));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/capsules");
    request.setRequestHeader("Content-Type", "text/html");
    request.setRequestHeader("X-CSRFToken", cookie("csrftoken"));
    request.upload.onprogress = ({ loaded, total }) => sent(loaded / total);
    request.onerror = () => reject(new Error(_("The server could not be reached.")));
    request.onload = () => {
      const told = body(request.responseText);
      if (told.url) resolve(told.url);
      else reject(new Error(told.detail ?? `HTTP ${request.status}`));
    };
    request.send(file);
  });
}

/** @param {string} text @returns {{ url?: string, detail?: string }} */
function body(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
