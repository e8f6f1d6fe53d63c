// @ts-check
/**
 * Stands in for net/socket.js in a capsule: everything is in the file, nothing is asked
 * and nobody answers.
 */

import { PARTS, check } from "./capsule.model.js";
import { decode } from "../net/protocol.js";
import { decodeSegment } from "../net/segment.js";

/** @import {ClientMessage, Note, ServerMessage} from "../types.js" */
/** @import {State} from "../core/connection.js" */
/** @import {Checked, Texts} from "./capsule.model.js" */
/** @import {Wiring} from "../net/socket.js" */

const AT_ONCE = 48; // segments that are inflated side by side

export class RunSocket {
  /** @param {Wiring} wiring */
  constructor(wiring) {
    this.wiring = wiring;
    /** @type {State} */
    this.state = "idle";
  }

  start() {
    this.state = "kept";
    this.wiring.changed(this.state);
    return this.play().catch((error) => this.wiring.broken(error));
  }

  wake() {}

  greet() {}

  /** @param {ClientMessage} message @returns {boolean} whether it left: there is nowhere to go */
  send(message) {
    return message.type === "ping";
  }

  /** @private */
  async play() {
    const { texts, checked } = opened();
    const snapshot = decode(JSON.stringify(whole(texts, checked)));
    if (snapshot) this.wiring.receive(snapshot);
    const lines = shownFirst(checked.intact, Number(this.wiring.hello()["at"] ?? 0));
    for (let start = 0; start < lines.length; start += AT_ONCE) {
      const some = lines.slice(start, start + AT_ONCE).map(segmentOf);
      for (const segment of await Promise.all(some)) this.wiring.receive(segment);
    }
    this.wiring.receive({ type: "filled" });
  }
}

/** @type {{ texts: Texts, checked: Checked } | null} */
let open = null;

/** What is in the file, and what of it is as it was written; looked at once. */
export function opened() {
  if (!open) {
    const texts = read();
    open = { texts, checked: check(texts) };
  }
  return open;
}

/** @param {string} part @returns {any} null where it was changed */
export function partOf(part) {
  const { texts, checked } = opened();
  if (checked.faults.some((fault) => fault.part === part)) return null;
  return JSON.parse(texts.parts[part] ?? "null");
}

/** @returns {Texts} */
function read() {
  const names = [...PARTS, "manifest", "hash"];
  return {
    parts: Object.fromEntries(names.map((name) => [name, block(name)])),
    lines: (block("segments") ?? "").split("\n").filter(Boolean),
  };
}

/** @param {string} name */
const block = (name) => document.getElementById(`capsule-${name}`)?.textContent;

/**
 * The snapshot with the log, by our own clock. A log that was changed is left out.
 * @param {Texts} texts @param {Checked} checked @returns {unknown}
 */
function whole({ parts }, { faults }) {
  const snapshot = JSON.parse(parts["snapshot"] ?? "{}");
  const known = !faults.some(({ part }) => part === "log");
  const { log, preset } = known
    ? JSON.parse(parts["log"] ?? "{}")
    : { log: [], preset: [] };
  const now = (performance.timeOrigin + performance.now()) / 1000;
  const clock = { ...snapshot.clock, wall: now };
  const notes = notesState(partOf("notes")?.notes ?? []);
  return { ...snapshot, log, preset, notes, clock, server_time: now };
}

/** How the notes stand: the newest number, and how many there are. @param {Note[]} notes */
const notesState = (notes) => [
  Math.max(0, ...notes.map(({ number }) => number)),
  notes.length,
];

/** What the second on the screen needs comes first. @param {string[]} lines @param {number} at tick */
function shownFirst(lines, at) {
  const shown = Math.floor((at - 1) / 60);
  const isShown = (/** @type {string} */ line) =>
    [shown, shown - 1].includes(Number(line.split(" ", 2)[1]));
  return [...lines.filter(isShown), ...lines.filter((line) => !isShown(line))];
}

/** @param {string} line @returns {Promise<ServerMessage>} */
function segmentOf(line) {
  const text = atob(line.slice(line.lastIndexOf(" ") + 1));
  return decodeSegment(
    Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer,
  );
}
