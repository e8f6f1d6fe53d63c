// @ts-check
/** All at once for a seek; one chart a frame while it plays or is dragged. */

import { clock, fetchDay } from "./day.js";
import { flowChart, lossChart, positionsChart } from "./curves.js";
import { element } from "./plot.js";
import { serverTiles } from "./servers.js";
import { stocksChart } from "./stocks.js";

const SPEED = 120;
const END = 8100;
/** Milliseconds between two drawings of a chart. */
const EVERY = 250;

const scrub = /** @type {HTMLInputElement} */ (element("scrub"));
const day = await fetchDay();
const charts = [lossChart, flowChart, positionsChart, stocksChart, serverTiles].map(
  (chart) => ({ draw: chart(day), shown: -1, at: 0 }),
);
let t = clockOf(location.hash);
let playing = false;

/** `#t=09:41:00` in seconds since 08:00:00. @param {string} hash */
function clockOf(hash) {
  const [, h, m, s] = /t=(\d+):(\d+):(\d+)/.exec(hash) ?? [0, 8, 0, 0];
  return Number(h) * 3600 + Number(m) * 60 + Number(s) - 8 * 3600;
}

/** @param {(typeof charts)[number]} chart */
function draw(chart) {
  chart.draw(Math.floor(t));
  Object.assign(chart, { shown: Math.floor(t), at: performance.now() });
}

function words() {
  element("clock").textContent = clock(t);
  const thousands = day.loss.exit[Math.max(0, Math.floor(t) - 1)] ?? 0;
  element("loss-now").textContent = `$${(thousands / 1000).toFixed(1)}M`;
}

/** @param {number} to */
function seek(to) {
  t = to;
  words();
  charts.forEach(draw);
}

/** The chart that was longest not drawn. @param {number} now */
function oneChart(now) {
  const due = charts.filter(
    ({ shown, at }) => shown !== Math.floor(t) && now - at > EVERY,
  );
  const [first] = due.sort((a, b) => a.at - b.at);
  if (first) draw(first);
}

let before = performance.now();
/** @param {number} now */
function frame(now) {
  if (playing) {
    t = Math.min(END, t + ((now - before) / 1000) * SPEED);
    scrub.value = String(t);
    words();
  }
  before = now;
  oneChart(now);
  requestAnimationFrame(frame);
}

scrub.addEventListener("change", () => seek(Number(scrub.value)));
scrub.addEventListener("input", () => {
  t = Number(scrub.value);
  words();
});
element("play").addEventListener("click", () => {
  playing = !playing;
  element("play").setAttribute("aria-pressed", String(playing));
});
scrub.value = String(t);
seek(t);
requestAnimationFrame(frame);
