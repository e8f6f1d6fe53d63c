// @ts-check
/** SHA-256 where the browser may have none: its own is gone without https. */

import { sha256 } from "../../vendor/noble/sha2.js";

const encoder = new TextEncoder();

/** Of a text as UTF-8, in hexadecimal. @param {string} text */
export const hashOf = (text) =>
  Array.from(sha256(encoder.encode(text)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
