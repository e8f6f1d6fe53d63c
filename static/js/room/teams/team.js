// @ts-check
/** A seat's own team: who is in it, what it can do that the market does not see, the answers. */

import * as table from "./operations.model.js";
import { button, literal, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { delayWords } from "./teams.model.js";
import { hms } from "../../core/format.js";

/** @import {RoomContext} from "../room.model.js" */
/** @import {Operation} from "../../types.js" */
/** @import {OperationKind} from "./operations.model.js" */

/** @typedef {(what: string, given: Record<string, unknown>) => void} Send */

/** @param {HTMLElement} root @param {RoomContext} page */
export function teamPart(root, page) {
  const { room, session } = page;
  const title = make("h2", { id: "team-title", dir: "auto" });
  const members = make("p", { class: "members", dir: "auto" });
  const delay = make("p", { class: "help" });
  const forms = operationForms((what, given) => void page.do(what, given));
  const done = operationList();
  root.replaceChildren(title, members, delay, forms.element, done.element);
  root.setAttribute("aria-labelledby", "team-title");

  return function draw() {
    const { info, me } = room;
    const team = info?.teams.find(({ number }) => number === me?.team);
    root.hidden = !info || !me || !team || room.over !== null;
    if (!info || !me || !team || root.hidden) return;
    setText(title, team.name);
    setText(members, team.members.join(", "));
    setText(delay, delayWords(info.delay));
    forms.element.hidden = info.finished;
    forms.servers(session()?.servers ?? 8);
    done.draw(me.operations);
  };
}

/** What the team did, the newest first. */
function operationList() {
  const element = make("ol", { class: "operations", "aria-live": "polite" });
  let shown = "";

  /** @param {Operation[]} operations */
  function draw(operations) {
    const now = JSON.stringify(operations);
    if (now === shown) return;
    shown = now;
    element.replaceChildren(...[...operations].reverse().map(entry));
  }
  return { element, draw };
}

/** @param {Operation} operation */
const entry = (operation) =>
  make(
    "li",
    {},
    literal("time", {}, hms(operation.tick)),
    make(
      "span",
      { dir: "auto" },
      table.operationWords(operation),
      operation.by ? make("small", { dir: "auto" }, ` ${operation.by}`) : "",
    ),
    make("span", { class: "answer" }, table.answerWords(operation)),
  );

/** @param {Send} send */
function operationForms(send) {
  const server = make("select", {
    id: "team-server",
    "aria-label": _("Server to inspect"),
  });
  const element = make(
    "div",
    { class: "operating" },
    row(server, ...buttons("server", () => Number(server.value), send)),
    calling(send),
    telling(send),
    make("p", { class: "help" }, table.waitWords()),
  );
  return { element, servers: (/** @type {number} */ n) => offer(server, n) };
}

/** @param {HTMLSelectElement} server @param {number} n how many there are */
function offer(server, n) {
  if (server.options.length === n) return;
  server.replaceChildren(
    ...Array.from({ length: n }, (_none, i) =>
      make("option", { value: String(i + 1) }, _("Server {n}", { n: i + 1 })),
    ),
  );
}

/** @param {HTMLElement[]} controls */
const row = (...controls) => make("p", { class: "row start" }, ...controls);

/**
 * Those of the operations that are about one thing.
 * @param {OperationKind["takes"]} takes
 * @param {() => string | number} said
 * @param {Send} send
 */
function buttons(takes, said, send) {
  const own = Object.entries(table.OPERATIONS).filter(
    ([, kind]) => kind.takes === takes,
  );
  return own.map(([what, kind]) => {
    const go = () => {
      const given = said();
      if (!kind.needed || String(given).trim()) send(what, { [takes]: given });
    };
    return button(kind.button(), go, { id: `team-${what}` });
  });
}

/** @param {Send} send */
function calling(send) {
  const who = make(
    "select",
    { id: "team-who", "aria-label": _("Whom to call") },
    ...table.people().map(([key, words]) => make("option", { value: key }, words)),
  );
  return row(who, ...buttons("who", () => who.value, send));
}

/** @param {Send} send */
function telling(send) {
  const words = _("What to declare or to note");
  const text = make("input", {
    id: "team-text",
    maxlength: "300",
    dir: "auto",
    "aria-label": words,
    placeholder: words,
  });
  /** @type {Send} */
  const say = (what, given) => {
    send(what, given);
    text.value = "";
  };
  return row(text, ...buttons("text", () => text.value, say));
}
