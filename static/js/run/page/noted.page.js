// @ts-check
/** Notes are fetched when the run has some, or somebody asks for them. */

import { wanted } from "../../kit/lazy.js";

/** @import {RunContext} from "../../types.js" */

/** @param {RunContext} context */
export function noted(context) {
  const { session, scheduler } = context;
  const fetched = wanted(async () =>
    (await import("../notes/index.js")).notes(context),
  );
  const heed = async () => (await fetched())?.heed();
  session.noted = async (note) => (await fetched())?.heard(note);
  scheduler.add({
    name: "notes",
    kind: "text",
    every: 500,
    key: () => `${session.notes} ${session.until}`,
    draw: () => void (session.notes[0] && heed()),
  });
  return { toggle: async () => (await fetched())?.toggle() };
}
