// @ts-check
/** The charts over time: the loss, the orders of each server, the positions. */

import { clock, dollars } from "./day.js";
import { Plot, token } from "./plot.js";

/** @import {Data} from "plotly.js-dist-min" */
/** @import {Day} from "./day.js" */

const SHOWN = /** @type {[number, number]} */ ([5220, 8100]);
const TICKS = [5400, 6300, 7200, 8100];
const AXIS = { range: SHOWN, tickvals: TICKS, ticktext: TICKS.map(clock) };

/** The seconds of the axis that a clock has shown. @param {number} t */
const seconds = (t) =>
  Float64Array.from({ length: Math.max(1, t - SHOWN[0]) }, (_none, i) => SHOWN[0] + i);

/** @param {string} name @param {Float64Array} x @param {Float64Array} y @param {string} color */
const line = (name, x, y, color) => ({
  type: /** @type {const} */ ("scatter"),
  mode: /** @type {const} */ ("lines"),
  name,
  x,
  y: y.subarray(SHOWN[0], SHOWN[0] + x.length),
  line: { color, width: 2.2 },
});

/** @param {Day} day @returns {(t: number) => void} */
export function lossChart(day) {
  const plot = new Plot("plot-loss");
  const { exit, fair, own } = day.loss;
  const curves = { exit: dollars(exit), fair: dollars(fair), own: dollars(own) };
  const lowest = Math.min(...exit) * 1000;
  return (t) => {
    const x = seconds(t);
    /** @type {Data[]} */
    const data = [
      line("fair", x, curves.fair, token("--fair")),
      line("own", x, curves.own, token("--book")),
      { ...line("exit", x, curves.exit, token("--loss")), fill: "tozeroy" },
    ];
    plot.put(data, {
      hovermode: "x unified",
      xaxis: AXIS,
      yaxis: { range: [lowest * 1.05, -lowest * 0.05] },
    });
  };
}

/** @param {Day} day @returns {(t: number) => void} */
export function positionsChart(day) {
  const plot = new Plot("plot-positions");
  const long = dollars(day.positions.long);
  const short = dollars(day.positions.short).map((dollar) => -dollar);
  const most = Math.max(...long, ...short.map(Math.abs));
  return (t) => {
    const x = seconds(t);
    /** @type {Data[]} */
    const data = [
      { ...line("long", x, long, token("--long")), fill: "tozeroy" },
      { ...line("short", x, short, token("--short")), fill: "tozeroy" },
    ];
    plot.put(data, { xaxis: AXIS, yaxis: { range: [-most, most] } });
  };
}

/** @param {Day} day @returns {(t: number) => void} */
export function flowChart(day) {
  const plot = new Plot("plot-flow");
  const from = SHOWN[0] / 60;
  const highest = Math.max(...(day.servers.at(-1) ?? []));
  return (t) => {
    const until = Math.max(from + 1, Math.ceil(t / 60));
    const order = day.servers.map((sent, server) => ({ sent, server })).reverse();
    const data = order.map(({ sent, server }) => area(sent.slice(from, until), server));
    plot.put(data, { xaxis: AXIS, yaxis: { range: [0, highest * 1.1] } });
  };
}

/** @param {number[]} sent by minute of the axis @param {number} server @returns {Data} */
const area = (sent, server) => ({
  type: "scatter",
  mode: "lines",
  stackgroup: "servers",
  name: `Server ${server + 1}`,
  x: sent.map((_none, minute) => SHOWN[0] + minute * 60),
  y: sent,
  line: { width: 0, shape: "hv" },
  fillcolor: token(server === 7 ? "--flow-8" : "--flow-other"),
});
