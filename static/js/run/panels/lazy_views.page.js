// @ts-check
/**
 * The views behind the tabs. A wide screen fetches them at once, a phone when somebody
 * first reaches for one.
 */

import { byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { toast } from "../../kit/toasts.js";

/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {ViewName} from "./views.js" */

const REACHING = ["pointerdown", "focusin"];

/**
 * @param {Scheduler} scheduler @param {Session} session
 * @param {(view: ViewName) => void} showView
 */
export function enterLater(scheduler, session, showView) {
  const section = byId("views");
  let coming = false;

  async function fetched() {
    const [{ enterViews }, { enterDetail }] = await Promise.all([
      import("./views.page.js"),
      import("./stock/detail.page.js"),
      ...(section.dataset["styles"]?.split(" ") ?? []).map(styled),
    ]);
    enterViews(scheduler, session);
    enterDetail(scheduler, session, showView);
  }

  function come() {
    if (coming) return;
    coming = true;
    fetched().catch(() => {
      coming = false;
      toast(_("The view could not be fetched. Is the server still there?"));
    });
  }

  for (const event of REACHING) section.addEventListener(event, come);
  if (!matchMedia("(max-width: 760px)").matches || byId("view-market").hidden) come();
  return come;
}

/** @param {string} href @returns {Promise<void>} */
export function styled(href) {
  if (!href) return Promise.resolve(); // a capsule has them all
  const link = make("link", { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error(href)));
    // Before the modes, so that those still win.
    document.querySelector('link[href*="/page_modes."]')?.before(link);
  });
}
