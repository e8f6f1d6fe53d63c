// @ts-check
/** What can be exported, in words, and what a wish for it looks like. */

import { END } from "../../core/timescale.js";
import { _, translated } from "../../core/words.js";
import { hms, wireTime } from "../../core/format.js";

/** @import {ExportInfo} from "../../types.js" */

/**
 * @typedef {object} Kind
 * @property {string} kind as the API names it
 * @property {string} words
 * @property {string} note one line on what is in it
 * @property {number} [day] bytes of the whole day, about; of a range its part
 * @property {boolean} [drawn] a chart and its colours can be chosen
 * @property {boolean} [whole] it takes no range
 * @property {boolean} [spoken] it is in the language of the page
 */

/** @type {() => Kind[]} */
export const kinds = () => [
  {
    kind: "frames.csv",
    words: _("Frames as CSV"),
    note: _("A row a second: executions, positions, losses. For spreadsheets."),
    day: 3.1e6,
  },
  {
    kind: "frames.json",
    words: _("Frames as JSON"),
    note: _("The same rows, for scripts."),
    day: 3.2e6,
  },
  {
    kind: "frames.parquet",
    words: _("Frames as Parquet"),
    note: _("The same rows with types, for data frames."),
    day: 1.3e6,
  },
  {
    kind: "tape.parquet",
    words: _("Tape as Parquet"),
    note: _("Every execution: time, server, order, stock, price."),
    day: 26e6,
  },
  {
    kind: "chart.png",
    words: _("Chart as PNG"),
    note: _("A picture for a report, with its sources and this run under it."),
    drawn: true,
  },
  {
    kind: "chart.svg",
    words: _("Chart as SVG"),
    note: _("The same picture, sharp at every size."),
    drawn: true,
  },
  {
    kind: "figure.json",
    words: _("Chart as JSON"),
    note: _("A figure that the plotly packages open, for Python and JavaScript."),
    drawn: true,
  },
  {
    kind: "capsule.html",
    words: _("Capsule"),
    note: _("The whole run as one page that plays without a network."),
    spoken: true,
  },
  {
    kind: "postmortem.md",
    words: _("Postmortem as Markdown"),
    note: _(
      "Timeline, each decision with what was on the screen, other mornings, safeguards, notes. In English.",
    ),
    whole: true,
  },
  {
    kind: "postmortem.html",
    words: _("Postmortem as HTML"),
    note: _("The same with charts, in one file."),
    whole: true,
  },
  {
    kind: "postmortem.pdf",
    words: _("Postmortem as PDF"),
    note: _("The same, to print."),
    whole: true,
  },
];

/** @type {() => [string, string][]} */
export const chartNames = () => [
  ["loss", _("Profit and loss")],
  ["flow", _("Orders")],
  ["positions", _("Positions")],
];

/** @param {number} bytes */
export function sizeWords(bytes) {
  if (bytes >= 1e7) return _("{n} MB", { n: Math.round(bytes / 1e6) });
  if (bytes >= 1e6) return _("{n} MB", { n: (bytes / 1e6).toFixed(1) });
  return _("{n} kB", { n: Math.max(1, Math.round(bytes / 1e3)) });
}

/** What a file of this kind will have, about. @param {Kind} kind @param {[number, number]} range */
export const about = ({ day }, [from, to]) =>
  day === undefined
    ? ""
    : _("about {size}", { size: sizeWords((day * (to - from)) / END) });

/** The page's language as the server names it. */
const locale = () => (translated() ? "zh-hans" : "en");

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** The simulated second of a time that was typed, or null. @param {string} text */
export function secondOf(text) {
  const found = TIME.exec(text.trim());
  if (!found) return null;
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  if ((minutes ?? 0) > 59 || (seconds ?? 0) > 59) return null;
  const t = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0) - 8 * 3600;
  return t >= 0 && t <= END ? t : null;
}

/**
 * The body of the wish. The whole day is not said: a run that keeps to its clock tells
 * as much of it as it may.
 * @param {Kind} kind @param {[number, number] | null} range
 * @param {{ chart: string, theme: string }} drawn
 */
export function wish(kind, range, drawn) {
  const span = range && !kind.whole;
  return {
    kind: kind.kind,
    options: {
      ...(span ? { from: wireTime(range[0]), to: wireTime(range[1]) } : {}),
      ...(kind.drawn ? drawn : {}),
      ...(kind.spoken ? { language: locale() } : {}),
    },
  };
}

/** The range of a file as the page writes times. @param {ExportInfo} file */
export const rangeWords = ({ options: { from, to } }) =>
  [from, to].map((time) => hms(secondOf(time) ?? 0)).join("–");

/** How a file stands, in a few words. @param {ExportInfo} file */
export function standing({ status, progress, message, size }) {
  switch (status) {
    case "waiting":
      return _("Waits for a worker");
    case "working":
      return _("{n} % made", { n: Math.floor(progress * 100) });
    case "ready":
      return sizeWords(size);
    case "failed":
      return message;
    default:
      return _("Cancelled");
  }
}

/** @param {ExportInfo} file */
export const underWay = ({ status }) => status === "waiting" || status === "working";
