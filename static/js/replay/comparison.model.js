// @ts-check
/** Runs side by side: their order and address, what parts them, and their differences. */

import { _ } from "../core/words.js";
import { actWords } from "../core/act_words.js";
import { guardrailTitle } from "../core/guardrail_words.js";
import { hms, wireTime } from "../core/format.js";
import { parseTime } from "../core/address.js";
import { points } from "../core/series.js";

/** @import {Cause, ComparisonInfo, Parting, Points} from "../types.js" */
/** @import {Column, Line} from "../core/line.js" */
/** @import {Session} from "../core/session.js" */
/** @import {View} from "../core/view.js" */

/** @typedef {{ id: string, session: Session, line: Line, frame: (t: number) => number }} Side */
/**
 * What is compared, as those need it who draw it.
 * @typedef {object} Compared
 * @property {Side[]} shown
 * @property {Side | undefined} first
 * @property {ComparisonInfo | null} info
 * @property {string} key changes whenever something that is drawn does
 * @property {(t: number) => [number, number]} axis the window of the charts
 * @property {View} view
 * @property {(place: number) => string} [called] instead of the letters A, B, C …
 */

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** What a run is called in this order: A, B, C … @param {number} place */
export const letter = (place) => String.fromCharCode(65 + place);

/** The moment that an address asks for. @param {string} search its query */
export const momentAsked = (search) =>
  parseTime(new URLSearchParams(search).get("at") ?? "");

/**
 * The address of a comparison; with a time it opens there.
 * @param {string[]} ids @param {number | null} [t]
 */
export const addressOf = (ids, t = null) =>
  `/compare/?runs=${ids.join(",")}${t === null ? "" : `&at=${wireTime(t)}`}`;

/** The id in what somebody typed: an address of a run, or the id alone. @param {string} text */
export const idIn = (text) => ID.exec(text)?.[0].toLowerCase() ?? null;

/**
 * The same ids with one moved.
 * @param {string[]} ids @param {string} id @param {number} to its new place
 */
export function moved(ids, id, to) {
  const others = ids.filter((own) => own !== id);
  const place = Math.max(0, Math.min(others.length, to));
  return [...others.slice(0, place), id, ...others.slice(place)];
}

/**
 * What a run is called: its name, else what people did in it.
 * @param {ComparisonInfo} info @param {number} place
 */
export const nameOf = (info, place) => info.runs[place]?.name || doneWords(info, place);

/** @param {ComparisonInfo} info */
export const namesOf = (info) => info.runs.map((_run, place) => nameOf(info, place));

/** What a run is, in a line. @param {ComparisonInfo} info @param {number} place */
export function aboutRun(info, place) {
  const run = info.runs[place];
  if (!run) return "";
  const { name, title, seed, forked_at: at } = run;
  const parts = [
    ...(name ? [doneWords(info, place)] : []),
    _(title),
    _("seed {seed}", { seed }),
    ...(at === null ? [] : [_("forked at {time}", { time: hms(at) })]),
  ];
  return parts.join(" · ");
}

/** What people did in a run, as short as it goes. @param {ComparisonInfo} info @param {number} place */
function doneWords({ interventions }, place) {
  const done = interventions.filter(
    ({ kind, runs }) => kind === "people" && runs[place]?.state === "done",
  );
  const [first, ...others] = done;
  if (!first) return _("Left alone");
  const values = {
    what: actWords(first.act),
    time: hms(first.tick),
    n: others.length,
  };
  return others.length
    ? _("{what} at {time}, and {n} more", values)
    : _("{what} at {time}", values);
}

/**
 * Where a run parts from the first one and why, in a sentence.
 * @param {Parting} parting @param {string} own its letter
 */
export function partingWords({ first, compared_until: until }, own) {
  if (!first) {
    const whole = until === "16:00:00";
    return whole
      ? _("{run} and A are the same, second by second.", { run: own })
      : _("{run} and A are the same up to {time}, as far as both are known.", {
          run: own,
          time: until.replace(/^0/, ""),
        });
  }
  return _("{run} parts from A at {time}: {cause}", {
    run: own,
    time: hms(first.tick),
    cause: causeWords(first.cause, own),
  });
}

/** @param {Cause} cause @param {string} own the letter of the run that is not A */
function causeWords(cause, own) {
  switch (cause.kind) {
    case "scenario":
      return _("it is another scenario.");
    case "seed":
      return _("it is another seed.");
    case "engine":
      return _("it was made by another version of the engine.");
    case "people":
      return _("{what} at {time}, only in {run}.", acted(cause, own));
    case "preset":
      return _(
        "{what} at ≈ {time} by Knight's people, only in {run}.",
        acted(cause, own),
      );
    case "trip":
      return _("the guardrail “{name}” trips at {time}, only in {run}.", {
        name: guardrailTitle(cause.guardrail),
        time: hms(cause.tick + 1),
        run: cause.in ? own : "A",
      });
    default:
      return _("why is not known.");
  }
}

/** @param {Extract<Cause, { kind: "people" | "preset" }>} cause @param {string} own */
const acted = (cause, own) => ({
  what: actWords(cause.act),
  time: hms(cause.act.tick),
  run: cause.in ? own : "A",
});

/**
 * One run minus another, between two times; unknown where either is.
 * @param {Line} own @param {Line} first @param {Column} name
 * @param {number} from @param {number} to @param {number} step @returns {Points}
 */
export function difference(own, first, name, from, to, step) {
  const mine = points(own, name, from, to, step);
  const theirs = points(first, name, from, to, step);
  return { x: mine.x, y: mine.y.map((value, i) => value - (theirs.y[i] ?? NaN)) };
}

/**
 * Places of labels beside a chart that do not touch, as near to where they belong as that
 * allows, within 0 and `height`.
 * @param {number[]} wanted in pixels from the top @param {number} gap @param {number} height
 */
export function spread(wanted, gap, height) {
  const order = wanted
    .map((_none, i) => i)
    .sort((a, b) => at(wanted, a) - at(wanted, b));
  const places = [...wanted];
  let free = 0;
  for (const i of order) {
    places[i] = Math.max(at(wanted, i), free);
    free = at(places, i) + gap;
  }
  let limit = height;
  for (const i of [...order].reverse()) {
    places[i] = Math.min(at(places, i), limit);
    limit = at(places, i) - gap;
  }
  return places;
}

/** @param {number[]} numbers @param {number} i */
const at = (numbers, i) => numbers[i] ?? 0;
