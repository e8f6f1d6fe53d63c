// @ts-check
/** From the run page to a comparison: which other runs, at this moment. */

import { addressOf } from "../core/comparison.js";
import { byId } from "../ui/dom.js";
import { comparingDialog } from "../ui/comparing.js";
import { readCandidates } from "../net/comparison.js";
import { styled } from "./later.js";

/** @import {Context} from "./run_menu.js" */

/** @param {Context} context */
export async function open({ run, session }) {
  const href = byId("run-menu").dataset["compareStyles"];
  if (href && !document.querySelector(`link[href="${href}"]`)) await styled(href);
  const found = await readCandidates(run).catch(() => null);
  comparingDialog(found, (ids) => {
    location.assign(addressOf([run, ...ids], Math.floor(session.view.time())));
  });
}
