// @ts-check
/** The inbox: how many e-mails have come, and each of them, newest first. */

import { byId, make, setText } from "./dom.js";
import { emails, sentBy } from "../core/inbox.js";
import { frameAt } from "../core/timescale.js";
import { hm, hms } from "../core/format.js";

/** @import {Email} from "../types.js" */
/** @import {Session} from "../core/session.js" */

const SUBJECT = "SMARS: Power Peg disabled";
const NONE = "No e-mail from the systems yet";
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
    const frame = line.lastKnown(frameAt(t));
    const known = all();
    const arrived = known.slice(0, sentBy(known, frame + 1));
    const total = line.at("emails", frame);
    setText(byId("inbox-count"), String(total));
    setText(byId("inbox-words"), total ? READ : NONE);
    const last = arrived.at(-1);
    setText(byId("inbox-last"), last ? `last ${hms(last.at)}` : "");
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
    make("time", { title: hms(at) }, hm(at)),
    make("span", { class: "from" }, "BNET rejects, to a group of Knight personnel"),
  );
}
