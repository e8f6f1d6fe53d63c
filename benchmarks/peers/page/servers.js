// @ts-check
/** A tile for each server: its orders of the minute, and its last half hour. */

import { element } from "./plot.js";

/** @import {Day} from "./day.js" */

const MINUTES = 30;

/** @param {Day} day @returns {(t: number) => void} */
export function serverTiles({ servers }) {
  const tiles = servers.map((sent) => ({
    sent,
    most: Math.max(1, ...sent),
    ...tile(),
  }));
  return (t) => {
    const minute = Math.floor(t / 60);
    tiles.forEach(({ sent, most, words, curve }, server) => {
      words.textContent = `Server ${server + 1}: ${sent[minute] ?? 0}`;
      const last = sent.slice(Math.max(0, minute - MINUTES), minute + 1);
      const points = last.map((n, i) => `${i},${(20 - (19 * n) / most).toFixed(1)}`);
      curve.setAttribute("points", points.join(" "));
    });
  };
}

function tile() {
  const words = document.createElement("span");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const curve = document.createElementNS(svg.namespaceURI, "polyline");
  svg.setAttribute("viewBox", `0 0 ${MINUTES} 20`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.append(curve);
  const item = document.createElement("li");
  item.append(words, svg);
  element("servers").append(item);
  return { words, curve };
}
