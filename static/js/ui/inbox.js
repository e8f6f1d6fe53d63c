// @ts-check
/** The inbox: how many e-mails have come, and each of them, newest first. */

import { byId, make, setText } from "./dom.js";
import { emails, sentBy } from "../core/inbox.js";
import { NOT_YET } from "../core/headline.js";
import { NONE, hm } from "../core/format.js";

/** @import {Email} from "../types.js" */
/** @import {Session} from "../core/session.js" */

const SUBJECT = "SMARS: Power Peg disabled";
const NO_MAIL = "No e-mail from the systems yet";
const READ =
  "“BNET rejects” e-mails. Not designed as alerts; generally not read (SEC ¶19)";

/** The list of all e-mails, made anew only when the frames changed. @param {Session} session */
export function emailList(session) {
  let version = -1;
  /** @type {Email[]} */
  let list = [];
  return () => {
    if (version !== session.store.version) {
      version = session.store.version;
      list = emails(session.store.line);
    }
    return list;
  };
}

/** @param {Session} session @param {() => Email[]} all */
export function inboxPanel(session, all) {
  let shown = "";

  /** @param {number} t */
  return function draw(t) {
    const { line } = session.store;
    const { frame, none } = session.showing(t);
    const known = all();
    const arrived = known.slice(0, sentBy(known, frame + 1));
    const total = line.at("emails", frame);
    setText(byId("inbox-count"), none ? NONE : String(total));
    setText(byId("inbox-words"), none ? NOT_YET : total ? READ : NO_MAIL);
    const last = arrived.at(-1);
    setText(byId("inbox-last"), last ? `last ${hm(last.at)}, times modelled` : "");
    const now = `${arrived.length}:${last?.at ?? 0}:${last?.server ?? 0}`;
    if (now === shown) return;
    shown = now;
    byId("mail").replaceChildren(...arrived.map(item).reverse());
  };
}

/** @param {Email} email */
function item({ at, server }) {
  return make(
    "li",
    { title: `about server ${server} (modelled)` },
    make("span", { class: "subject" }, SUBJECT),
    make("time", { title: "modelled" }, hm(at)),
    make("span", { class: "from" }, "BNET rejects, to a group of Knight personnel"),
  );
}
