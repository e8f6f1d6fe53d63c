// @ts-check
/** Forking: the dialog with the tree of forks, and a fork that is acted in at once. */

import { actIn, familyOf, makeFork } from "./forks.api.js";
import { Refused } from "../../net/api.js";
import { byId, button, make } from "../../kit/dom.js";
import { ForkForm } from "./fork_form.js";
import { _ } from "../../core/words.js";
import { familyList } from "./family.js";
import { hms } from "../../core/format.js";
import { newId } from "../../net/protocol.js";
import { styled } from "../../kit/lazy.js";
import { toast } from "../../kit/toasts.js";
import { treeOf } from "./family.model.js";

/** @import {ActRequest, Family, RelatedRun, RunContext} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {ForkRequest} from "./fork_form.js" */

/** @param {RunContext} context */
export async function open({ run, session }) {
  await styled(byId("run-menu").dataset["forkStyles"]);
  new ForkDialog(run, session).open();
}

/** A fork that was made, by the engine of its run. @param {string} run @param {Omit<ForkRequest, "engine">} request */
export const forked = (run, request) =>
  makeFork(run, { ...request, engine: "same", command_id: newId() });

/**
 * A fork at the moment of an act, which is done there and not here; then it is opened.
 * @param {string} run @param {number} at tick @param {ActRequest[]} requests in order
 */
export async function forkAndAct(run, at, requests) {
  try {
    const { id, url } = await forked(run, { at, name: "" });
    for (const request of requests) await actIn(id, request, at, newId());
    location.assign(url);
  } catch (error) {
    toast(_("Not forked: {reason}", { reason: wordsOf(error) }));
  }
}

class ForkDialog {
  /** @param {string} run @param {Session} session */
  constructor(run, session) {
    this.run = run;
    this.session = session;
    this.at = Math.floor(session.view.time());
    this.tree = new ForkTree(run);
    this.form = new ForkForm(
      { at: this.at, log: session.log },
      { fork: (request) => void this.fork(request), close: () => this.dialog.close() },
    );
    this.dialog = make(
      "dialog",
      { id: "dialog-fork", class: "fork", "aria-labelledby": "fork-title" },
      make("h2", { id: "fork-title" }, _("Fork at {time}", { time: hms(this.at) })),
      make("p", {}, samePast()),
      this.form.element,
      this.tree.element,
    );
    this.dialog.addEventListener("close", () => this.dialog.remove());
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    void this.tree
      .read()
      .then((page) => page?.refusal && this.form.refuse(page.refusal));
  }

  /** @param {ForkRequest} request @private */
  async fork(request) {
    try {
      const { url } = await makeFork(this.run, { ...request, command_id: newId() });
      location.assign(url);
    } catch (error) {
      const older = error instanceof Refused && error.status === 409;
      this.form.say(wordsOf(error), older && !this.session.view.clock.paced);
    }
  }
}

const samePast = () =>
  _(
    "A run of your own with the same past. What you do there changes nothing in this run.",
  );

/** The tree of forks, read page by page. */
class ForkTree {
  element = make("section", { class: "fork-tree", hidden: "" });
  /** Those read so far. @type {RelatedRun[]} */
  forks = [];

  /** @param {string} run */
  constructor(run) {
    this.run = run;
  }

  /**
   * @param {string | null} [after] the `next` of the page before
   * @returns {Promise<Family | null>} null where it cannot be read
   */
  async read(after = null) {
    try {
      const page = await familyOf(this.run, after);
      this.forks = [...this.forks, ...page.forks];
      this.element.hidden = !this.forks.length && !page.parents.length;
      this.element.replaceChildren(
        make("h3", {}, _("Tree of forks")),
        familyList(treeOf({ ...page, forks: this.forks })),
        ...(page.next ? [this.moreButton(page.next)] : []),
      );
      return page;
    } catch (error) {
      this.element.hidden = false;
      this.element.append(make("p", {}, wordsOf(error)));
      return null;
    }
  }

  /** @param {string} after @private */
  moreButton(after) {
    const press = () => void this.read(after);
    return button(_("More forks"), press, { class: "btn small" });
  }
}

/** @param {unknown} error */
const wordsOf = (error) => (error instanceof Error ? error.message : String(error));
