// @ts-check
/** The words of the share dialog, and what it asks for. */

import { _ } from "../../core/words.js";

/** @import {LinkInfo} from "../../types.js" */

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What a link may allow. @returns {["watch" | "comment" | "fork", string][]} */
export const rolesOffered = () => [
  ["watch", _("Watch")],
  ["comment", _("Watch and write notes")],
  ["fork", _("Watch, write notes and fork")],
];

/** @returns {[string, string][]} */
export const endsOffered = () => [
  ["", _("Never")],
  [String(HOUR), _("In an hour")],
  [String(DAY), _("In a day")],
  [String(30 * DAY), _("In 30 days")],
  ["date", _("On a day…")],
];

/** @param {string} role */
const roleWords = (role) => rolesOffered().find(([name]) => name === role)?.[1] ?? role;

/**
 * When a link ends, as the API takes it; null: never.
 * @param {string} choice of `endsOffered` @param {string} date YYYY-MM-DD, that day included
 * @param {number} now Unix seconds by the server's clock
 */
export function endOf(choice, date, now) {
  if (!choice) return null;
  if (choice !== "date") return new Date((now + Number(choice)) * 1000).toISOString();
  const day = new Date(`${date}T23:59:59`);
  return Number.isNaN(day.getTime()) ? null : day.toISOString();
}

/** From where the address can be reached. @param {"here" | "network" | "public"} reach */
export function reachWords(reach) {
  if (reach === "public") return _("Works wherever this server can be reached.");
  if (reach === "network")
    return _(
      "Works only while this machine runs, for people who can reach it: those in the same network.",
    );
  return _(
    "Works only on this machine, while it runs: the server listens to nobody else. To invite others start it with HOST=0.0.0.0, or send a capsule, one file that needs no server.",
  );
}

/** What a frame says to copy. @param {string} url */
export const frameOf = (url) =>
  `<iframe src="${url}" width="100%" height="560" title="KnightReplay" loading="lazy"></iframe>`;

/** One link in the list. @param {LinkInfo} link @param {(unix: number) => string} when */
export function linkLine({ role, at, embed, uses, used_at: used, expires }, when) {
  const parts = [
    embed ? _("in a frame, pinned") : roleWords(role),
    _("at {time}", { time: at.replace(/^0/, "") }),
    uses
      ? _("opened {n}×, last {time}", { n: uses, time: when(used ?? 0) })
      : _("not opened yet"),
    expires ? _("ends {time}", { time: when(expires) }) : _("never ends"),
  ];
  return parts.join(" · ");
}
