// @ts-check
/** The dialog in which a run is shared at a moment. Made at its first use. */

import * as links from "./links.api.js";
import { byId, button, make, setAttribute, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { madeLink } from "./share_made.js";
import { ShareForm } from "./share_form.js";
import { ShareList } from "./share_list.js";
import { styled } from "../../kit/lazy.js";
import { toast } from "../../kit/toasts.js";
import { wireTime } from "../../core/format.js";

/** @import {LinkInfo, LinkRequest, RunContext} from "../../types.js" */

/** @param {RunContext} context */
export async function open(context) {
  await styled(byId("run-menu").dataset["shareStyles"]);
  document.getElementById("dialog-share")?.remove();
  const { role } = context.session;
  const dialog = role === "host" ? hosts(context) : await others(context);
  document.body.append(dialog);
  dialog.showModal();
}

/** Whoever is not the host can still hand on the address, where it opens for others. @param {RunContext} context */
async function others({ run, session }) {
  const only = _(
    "Only the host of this run can make links that end, or that allow more.",
  );
  if (!(await links.isOpen(run))) {
    const closed = _(
      "This run is closed: its address opens for nobody else. Ask whoever sent you the link for another.",
    );
    return shell(make("p", {}, only), make("p", {}, closed));
  }
  const t = wireTime(Math.floor(session.view.time()));
  const address = `${location.origin}/runs/${run}/#t=${t}`;
  return shell(
    make("p", {}, only),
    make("p", {}, _("In an open run its address at this moment does as well:")),
    make("input", { readonly: "", value: address, "aria-label": _("Address") }),
  );
}

/** @param {RunContext} context */
function hosts(context) {
  const sharing = new Sharing(context);
  void sharing.read();
  return shell(...sharing.elements);
}

/** What the host has: the form, the link that was made, and those that were given away. */
class Sharing {
  made = make("div", {});

  /** @param {RunContext} context */
  constructor({ run, session, chosenView }) {
    this.run = run;
    this.list = new ShareList({
      revoke: (link) => takenBack(run, link),
      rename: (link, name) => renamed(run, link, name),
    });
    this.form = new ShareForm(
      seen(session, chosenView()),
      (request) => void this.ask(request),
    );
    this.elements = [
      make("p", {}, movesNobody()),
      new OpenSwitch(run).element,
      this.form.element,
      this.made,
      this.list.element,
    ];
  }

  async read() {
    try {
      this.list.show(await links.linksOf(this.run));
    } catch (error) {
      this.form.say(reasonOf(error));
    }
  }

  /** @param {LinkRequest} request @private */
  async ask(request) {
    const go = /** @type {HTMLButtonElement} */ (byId("share-go"));
    go.disabled = true;
    try {
      this.made.replaceChildren(madeLink(await links.createLink(this.run, request)));
      byId("share-made").focus();
      await this.read();
    } catch (error) {
      this.form.say(reasonOf(error));
    }
    go.disabled = false;
  }
}

const movesNobody = () =>
  _(
    "Whoever has the link opens the run paused at this moment, on a clock of their own. Nobody else is moved.",
  );

/** Who may see the run without a link. */
class OpenSwitch {
  switch = button("", () => void this.turn(), {
    class: "switch",
    role: "switch",
    id: "share-closed",
    "aria-checked": "false",
  });
  says = make("small", {});
  element = make("div", { class: "share-closing" }, this.switch, this.says);

  /** @param {string} run */
  constructor(run) {
    this.run = run;
    const words = _("Only people with a link may see this run");
    this.switch.append(make("span", { class: "sw" }), words);
    links.isOpen(run).then(
      (open) => this.show(open),
      () => undefined,
    );
  }

  /** @param {boolean} open @private */
  show(open) {
    setAttribute(this.switch, "aria-checked", String(!open));
    setText(this.says, openWords(open));
  }

  async turn() {
    const open = this.switch.getAttribute("aria-checked") === "true";
    try {
      await links.setOpen(this.run, open);
      this.show(open);
    } catch (error) {
      toast(reasonOf(error));
    }
  }
}

/** @param {boolean} open */
const openWords = (open) =>
  open
    ? _(
        "The run is open: all who have its address may watch and fork it. A link can add the right to write notes, and limits nobody.",
      )
    : _("Everybody else is turned away; pages that they have open close at once.");

/** @param {string} run @param {LinkInfo} link */
async function takenBack(run, link) {
  try {
    await links.revokeLink(run, link.id);
    toast(_("The link is taken back; pages that it opened are closed."));
    return true;
  } catch (error) {
    toast(reasonOf(error));
    return false;
  }
}

/** @param {string} run @param {LinkInfo} link @param {string} name */
async function renamed(run, link, name) {
  try {
    await links.renameLink(run, link.id, name);
    return true;
  } catch (error) {
    toast(reasonOf(error));
    return false;
  }
}

/** @param {(Node | string)[]} content */
function shell(...content) {
  const close = button(_("Close"), () => dialog.close(), { id: "share-close" });
  const dialog = make(
    "dialog",
    { class: "wide share", id: "dialog-share", "aria-labelledby": "share-title" },
    make("h2", { id: "share-title" }, _("Share")),
    ...content,
    make("div", { class: "row" }, close),
  );
  return dialog;
}

/**
 * What stands on the screen.
 * @param {RunContext["session"]} session @param {ReturnType<RunContext["chosenView"]>} chosen
 */
function seen(session, chosen) {
  const { view, symbols, stock, servers } = session;
  return {
    at: Math.floor(view.time()),
    loop: view.clock.loop,
    view: chosen.view,
    viewWords: chosen.words,
    stock: symbols[stock]?.id ?? "",
    servers,
    hide: view.hide,
    tables: document.documentElement.dataset["tables"] === "on",
    now: () => view.serverNow(),
  };
}

/** @param {unknown} error */
const reasonOf = (error) => (error instanceof Error ? error.message : String(error));
