// @ts-check
/** A QR code from its squares, as the server names them. */

import { _ } from "../core/words.js";
import { makeSvg } from "./dom.js";

/** Light around the code, in its squares. */
const QUIET = 3;

/** @param {string[]} rows @param {string} url */
export function qrCode(rows, url) {
  const size = rows.length + 2 * QUIET;
  const squares = rows.flatMap((row, y) =>
    [...row].flatMap((dark, x) =>
      dark === "1" ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [],
    ),
  );
  return makeSvg(
    "svg",
    {
      viewBox: `0 0 ${size} ${size}`,
      role: "img",
      "aria-label": _("QR code of {url}", { url }),
    },
    makeSvg("rect", { width: String(size), height: String(size), class: "light" }),
    makeSvg("path", { d: squares.join(""), class: "dark" }),
  );
}
