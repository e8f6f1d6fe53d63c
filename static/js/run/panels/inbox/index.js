// @ts-check
/** The inbox: how many e-mails have come, how many are unread, and each, newest first. */

import { actedOn, emails, sentBy } from "./inbox.model.js";
import { setCited } from "../../../kit/cited.js";
import { byId, literal, make, setText } from "../../../kit/dom.js";
import { onKey } from "../../../kit/keys.js";
import { NOT_YET } from "../../../core/headline.js";
import { NONE, hm, hms } from "../../../core/format.js";
import { _ } from "../../../core/words.js";
import { wanted } from "../../../kit/lazy.js";

/** @import {Email} from "../../../types.js" */
/** @import {Session} from "../../../core/session.js" */
/** @import {Panel, PanelPage} from "../index.js" */

/** @type {Panel} */
export const inbox = {
  name: "inbox",
  words: () => _("Inbox"),
  draw: (page) => ({ every: 250, draw: arrivals(page) }),
};

const SUBJECT = () => _("SMARS: Power Peg disabled");

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

/** @param {PanelPage} page */
function arrivals({ session }) {
  const all = emailList(session);
  /** @type {Set<string>} what was opened on this page */
  const read = new Set();
  /** @type {Email[]} */
  let arrived = [];
  const mail = wanted(async () => {
    const { mailDialog } = await import("./mail.js");
    return mailDialog(session, () => arrived, opened);
  });
  const show = async (/** @type {number} */ place) => (await mail())?.(place);
  const list = mailList(byId("mail"), show);

  /** @param {number} place */
  function opened(place) {
    const email = arrived[place];
    if (email) read.add(keyOf(email, place));
    told();
  }

  function told() {
    const keys = arrived.map(keyOf);
    list(arrived, keys, read);
    const unread = keys.filter((key) => !read.has(key)).length;
    const words = arrived.length ? _("{n} unread, times modelled", { n: unread }) : "";
    setText(byId("inbox-last"), words);
  }

  /** @param {number} t */
  return function draw(t) {
    const { frame, none } = session.showing(t);
    const known = all();
    arrived = known.slice(0, sentBy(known, frame + 1));
    const total = session.store.line.at("emails", frame);
    setText(byId("inbox-count"), none ? NONE : String(total));
    setCited(byId("inbox-words"), none ? NOT_YET : fate(session, total, frame));
    told();
  };
}

/** @param {Email} email @param {number} place */
const keyOf = ({ at, server }, place) => `${place}:${at}:${server}`;

/** What became of them. @param {Session} session @param {number} total @param {number} frame */
function fate({ log }, total, frame) {
  if (!total) return _("No e-mail from the systems yet");
  const act = actedOn(log, frame);
  if (act) {
    const time = hms(act.tick);
    return _("Acted on at {time} in this run. In 2012 generally not read (SEC ¶19)", {
      time,
    });
  }
  return _(
    "“BNET rejects” e-mails. Not designed as alerts; generally not read (SEC ¶19)",
  );
}

/**
 * One stop of the Tab key; arrows go from one to the next. Those that stay are not
 * touched, so that nobody loses their place when a new one comes.
 * @param {HTMLElement} list @param {(place: number) => void} open
 */
function mailList(list, open) {
  /** @type {{ key: string, own: HTMLElement, press: HTMLButtonElement }[]} oldest first */
  let items = [];

  onKey(list, (event) => {
    const at = items.findIndex(({ press }) => press === document.activeElement);
    const to = target(event.key, at, items.length - 1);
    const next = items[to];
    if (at < 0 || !next) return;
    event.preventDefault();
    event.stopPropagation();
    reach(to);
    next.press.focus();
  });

  /** @param {number} place the one that the Tab key reaches */
  const reach = (place) =>
    items.forEach(({ press }, i) => (press.tabIndex = i === place ? 0 : -1));

  /** @param {Email[]} arrived @param {string[]} keys @param {Set<string>} read */
  return (arrived, keys, read) => {
    const kept = items.findIndex(({ key }, i) => key !== keys[i]);
    if (kept >= 0) for (const { own } of items.splice(kept)) own.remove();
    for (let i = items.length; i < arrived.length; i++) {
      const email = arrived[i];
      if (email) items.push(entry(email, keys[i] ?? "", () => open(i)));
      list.prepend(items.at(-1)?.own ?? "");
    }
    for (const { key, press } of items) mark(press, read.has(key));
    if (!items.some(({ press }) => press.tabIndex === 0)) reach(items.length - 1);
  };
}

/** The newest is at the top. @param {string} key @param {number} at @param {number} last @returns {number} −1 for other keys */
function target(key, at, last) {
  const places = { ArrowDown: at - 1, ArrowUp: at + 1, Home: last, End: 0 };
  return places[/** @type {keyof typeof places} */ (key)] ?? -1;
}

/** @param {Email} email @param {string} key @param {() => void} open */
function entry(email, key, open) {
  const press = make(
    "button",
    { type: "button", tabindex: "-1" },
    make("span", { class: "subject" }, SUBJECT()),
    literal("time", { title: _("modelled") }, hm(email.at)),
    make("span", { class: "from" }, _("BNET rejects, to a group of Knight personnel")),
    make("span", { class: "sr" }, _("unread")),
  );
  press.addEventListener("click", open);
  return { key, own: make("li", {}, press), press };
}

/** @param {HTMLButtonElement} press @param {boolean} read */
function mark(press, read) {
  if (press.classList.contains("read") === read) return;
  press.classList.toggle("read", read);
  press.lastElementChild?.replaceChildren(read ? _("opened") : _("unread"));
}
