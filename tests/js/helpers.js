/** What several tests need: small segments and messages. */

import { COLUMNS } from "../../static/js/core/line.js";
import { readFileSync } from "node:fs";

/** @param {string} path from the top of the project */
export const project = (path) => new URL(`../../${path}`, import.meta.url);

/** @param {string} path */
export const readJson = (path) => JSON.parse(readFileSync(project(path), "utf8"));

/** Sixty times the same value. */
export const sixty = (value) => new Array(60).fill(value);

/**
 * A whole minute in which every column has one value, or what `columns` says.
 */
export function segment(epoch, minute, value = 0, { columns = {}, servers = [] } = {}) {
  return {
    type: "segment",
    epoch,
    minute,
    columns: {
      ...Object.fromEntries(COLUMNS.map((name) => [name, sixty(value)])),
      ...columns,
    },
    servers: Array.from({ length: 8 }, (_, i) => ({
      sent: sixty(0),
      loops: sixty(0),
      emails: sixty(0),
      state: sixty(0),
      ...servers[i],
    })),
    stocks: { position: [value], move_bp: [value], participation_pct: [value] },
  };
}

/** The examples of docs/protocol.md: `client`, `server` or `segment`. */
export function examples(kind) {
  const text = readFileSync(project("docs/protocol.md"), "utf8");
  const blocks = text.matchAll(/^```json (\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].filter((b) => b[1] === kind).map((b) => JSON.parse(b[2]));
}

/** The server's example of one type. */
export const serverExample = (type) =>
  structuredClone(examples("server").find((message) => message.type === type));
