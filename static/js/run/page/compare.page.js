// @ts-check
/** From the run page to a comparison: which other runs, at this moment. */

import { _ } from "../../core/words.js";
import { addressOf } from "../../replay/comparison.model.js";
import { byId } from "../../kit/dom.js";
import { ComparingDialog } from "./comparing.js";
import { readCandidates } from "../../replay/comparison.api.js";
import { styled } from "../../kit/lazy.js";

/** @import {RunContext} from "../../types.js" */

/** @param {RunContext} context */
export async function open({ run, session }) {
  await styled(byId("run-menu").dataset["compareStyles"]);
  const found = await readCandidates(run).catch(() => null);
  const dialog = new ComparingDialog(found, async (ids, alone) => {
    try {
      const others = alone ? [await leftAlone(run), ...ids] : ids;
      location.assign(addressOf([run, ...others], Math.floor(session.view.time())));
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  dialog.open();
}

/** A fork before anything was done, as it costs nothing to store. @param {string} run */
async function leftAlone(run) {
  const { forked } = await import("../forks/index.js");
  return (await forked(run, { at: 0, name: _("Left alone") })).id;
}
