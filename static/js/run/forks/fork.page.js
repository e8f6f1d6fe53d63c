// @ts-check
/** Forking: the dialog with the tree of forks, and a fork that is acted in at once. */

import { Refused, actIn, familyOf, makeFork } from "./forks.api.js";
import { byId, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { familyList } from "./family.js";
import { forkForm } from "./fork_form.js";
import { hms } from "../../core/format.js";
import { newId } from "../../replay/ids.page.js";
import { styled } from "../panels/lazy_views.page.js";
import { toast } from "../../kit/toasts.js";
import { treeOf } from "./family.model.js";

/** @import {ActRequest, Family} from "../../types.js" */
/** @import {Context} from "../page/run_menu.page.js" */
/** @import {Wish} from "./fork_form.js" */

/** @param {Context} context */
export async function open({ run, session }) {
  await dressed();
  const at = Math.floor(session.view.time());
  const tree = make("section", { class: "fork-tree", hidden: "" });
  const { form, say } = forkForm(
    { at, log: session.log },
    { fork: (wish) => void go(wish), close: () => dialog.close() },
  );
  const dialog = make(
    "dialog",
    { id: "dialog-fork", class: "fork", "aria-labelledby": "fork-title" },
    make("h2", { id: "fork-title" }, _("Fork at {time}", { time: hms(at) })),
    make(
      "p",
      {},
      _(
        "A run of your own with the same past. What you do there changes nothing in this run.",
      ),
    ),
    form,
    tree,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  void showTree(run, tree);

  /** @param {Wish} wish */
  async function go(wish) {
    try {
      const { url } = await makeFork(run, { ...wish, command_id: newId() });
      location.assign(url);
    } catch (error) {
      const older =
        error instanceof Refused && error.status === 409 && !session.view.clock.paced;
      say(wordsOf(error), older);
    }
  }
}

/**
 * A fork at the moment of an act, which is done there and not here; then it is opened.
 * @param {string} run @param {number} at tick @param {ActRequest[]} requests in order
 */
export async function forkAndAct(run, at, requests) {
  try {
    const wish = { at, name: "", engine: /** @type {const} */ ("same") };
    const { id, url } = await makeFork(run, { ...wish, command_id: newId() });
    for (const request of requests) await actIn(id, request, at, newId());
    location.assign(url);
  } catch (error) {
    toast(_("Not forked: {reason}", { reason: wordsOf(error) }));
  }
}

/** @param {string} run @param {HTMLElement} section */
async function showTree(run, section) {
  /** @type {Family | null} */
  let family = null;

  /** @param {string | null} after */
  async function more(after) {
    const page = await familyOf(run, after);
    const forks = [...(family?.forks ?? []), ...page.forks];
    family = { ...page, forks };
    const { next } = page;
    section.hidden = !forks.length && !page.parents.length;
    section.replaceChildren(
      make("h3", {}, _("Tree of forks")),
      familyList(treeOf(family)),
      ...(next ? [moreButton(next)] : []),
    );
  }

  /** @param {string} after */
  function moreButton(after) {
    const press = make(
      "button",
      { type: "button", class: "btn small" },
      _("More forks"),
    );
    press.addEventListener("click", () => void more(after).catch(unread));
    return press;
  }

  const unread = (/** @type {unknown} */ error) => {
    section.hidden = false;
    const words = make("p", {});
    setText(words, wordsOf(error));
    section.append(words);
  };
  await more(null).catch(unread);
}

async function dressed() {
  const href = byId("run-menu").dataset["forkStyles"];
  if (href && !document.querySelector(`link[href="${href}"]`)) await styled(href);
}

/** @param {unknown} error */
const wordsOf = (error) => (error instanceof Error ? error.message : String(error));
