// @ts-check
/**
 * Whether a capsule is what was written: every part against the list of hashes, and the
 * list against the hash of the whole (knightreplay/sharing/files/capsule/manifest.py).
 */

import { hashOf } from "./sha256.model.js";
import { hm } from "../core/format.js";
import { _ } from "../core/words.js";

/** The parts beside the segments, in the order of the file. */
export const PARTS = /** @type {const} */ (["about", "snapshot", "log", "notes"]);

/** @typedef {typeof PARTS[number] | "manifest" | "segment" | "page"} PartName */

/**
 * @typedef {object} Fault
 * @property {PartName} part
 * @property {number} [epoch] of a segment
 * @property {number} [minute] of a segment
 * @property {"changed" | "missing" | "strange"} how
 */

/**
 * @typedef {object} Texts what stands in the file
 * @property {Partial<Record<string, string>>} parts those of PARTS, `manifest` and `hash`
 * @property {string[]} lines a segment each: epoch, minute and base64
 */

/**
 * @typedef {object} Checked
 * @property {string} hash of the list as it stands here
 * @property {Fault[]} faults
 * @property {string[]} intact the lines that are as they were written
 */

/** @param {Texts} texts @returns {Checked} */
export function check({ parts, lines }) {
  const text = parts["manifest"] ?? "";
  const hash = hashOf(text);
  const list = listed(text);
  if (!list)
    return { hash, faults: [{ part: "manifest", how: "changed" }], intact: [] };
  /** @type {Fault[]} */
  const faults = [];
  if (parts["hash"] !== `"${hash}"`) faults.push({ part: "manifest", how: "changed" });
  for (const part of PARTS) {
    if (hashOf(parts[part] ?? "") !== list.parts[part])
      faults.push({ part, how: parts[part] === undefined ? "missing" : "changed" });
  }
  const segments = checkedLines(list.segments, lines);
  return { hash, faults: [...faults, ...segments.faults], intact: segments.intact };
}

/** @typedef {{ parts: Record<string, string>, segments: [number, number, string][] }} List */

/** @param {string} text @returns {List | null} null where it cannot be read any more */
function listed(text) {
  try {
    const list = JSON.parse(text);
    return list.parts && Array.isArray(list.segments) ? list : null;
  } catch {
    return null;
  }
}

/** @param {List["segments"]} segments @param {string[]} lines */
function checkedLines(segments, lines) {
  const byHash = new Map(lines.map((line) => [hashOf(line), line]));
  /** @type {Fault[]} */
  const faults = [];
  /** @type {string[]} */
  const intact = [];
  for (const [epoch, minute, sha256] of segments) {
    const line = byHash.get(sha256);
    const key = `${epoch} ${minute} `;
    if (line?.startsWith(key)) intact.push(line);
    else {
      const there = lines.some((other) => other.startsWith(key));
      faults.push({
        part: "segment",
        epoch,
        minute,
        how: there ? "changed" : "missing",
      });
    }
  }
  if (lines.length > segments.length) faults.push({ part: "segment", how: "strange" });
  return { faults, intact };
}

/** @type {Record<Exclude<PartName, "segment">, () => string>} */
const NAMES = {
  about: () => _("what the run is"),
  snapshot: () => _("stocks and events"),
  log: () => _("the log"),
  notes: () => _("the notes"),
  manifest: () => _("the list of hashes"),
  page: () => _("the page, to which something was added"),
};

/** The same of a page whose markup is not what was written. @param {Checked} checked @returns {Checked} */
export const inOtherPage = (checked) => ({
  ...checked,
  faults: [{ part: "page", how: "strange" }, ...checked.faults],
});

/** Where a fault is, in words. @param {Fault} fault */
export function whereIs({ part, epoch = 0, minute, how }) {
  if (part !== "segment") return NAMES[part]();
  if (minute === undefined || how === "strange")
    return _("a segment more than was written");
  return _("segment of {time} (epoch {epoch})", { time: hm(minute * 60), epoch });
}

/** The whole in a sentence or two. @param {Checked} checked */
export function verdict({ hash, faults }) {
  const short = hash.slice(0, 12);
  if (!faults.length) return _("Checked: hash {hash} matches.", { hash: short });
  const where = faults.slice(0, 3).map(whereIs).join(_(", "));
  const more = faults.length - 3;
  const all = more > 0 ? _("{where} and {count} more", { where, count: more }) : where;
  return _("Does NOT match its hash: {where}. What is intact still plays.", {
    where: all,
  });
}
