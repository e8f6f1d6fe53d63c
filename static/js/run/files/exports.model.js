// @ts-check
/** What is asked for a file, and how a file stands, in words. */

import { parseTime } from "../../core/address.js";
import { END } from "../../core/timescale.js";
import { _ } from "../../core/words.js";
import { hms, wireTime } from "../../core/format.js";

/** @import {ExportInfo, ExportKind} from "../../types.js" */

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

/** What a file of this kind will have, about. @param {ExportKind} kind @param {[number, number]} range */
export const about = ({ day }, [from, to]) =>
  day === null ? "" : _("about {size}", { size: sizeWords((day * (to - from)) / END) });

/** Whether a chart and its colours can be chosen. @param {ExportKind} kind */
export const isDrawn = ({ choices }) => "chart" in choices;

/** The page's language as the server names it; a catalogue names its own. */
const locale = () => _("en");

/**
 * The body of the request. The whole day is not said: a run that keeps to its clock tells
 * as much of it as it may.
 * @param {ExportKind} kind @param {[number, number] | null} range
 * @param {{ chart: string, theme: string }} drawn
 */
export function requestOf(kind, range, drawn) {
  const span = range && kind.ranged;
  return {
    kind: kind.kind,
    options: {
      ...(span ? { from: wireTime(range[0]), to: wireTime(range[1]) } : {}),
      ...(isDrawn(kind) ? drawn : {}),
      ...("language" in kind.choices ? { language: locale() } : {}),
    },
  };
}

/** The range of a file as the page writes times. @param {ExportInfo} file */
export const rangeWords = ({ options: { from, to } }) =>
  [from, to].map((time) => hms(parseTime(time) ?? 0)).join("–");

/** How a file stands, in a few words. @param {ExportInfo} file */
export function progressWords({ status, progress, message, size }) {
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
