// @ts-check
/** A seat's own team: who is in it, what it can do that the market does not see, the answers. */

import { answerWords, delayWords, operationWords, people } from "./teams.model.js";
import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";

/** @import {RoomContext} from "../room.model.js" */
/** @import {Operation} from "../../types.js" */

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
    make("time", {}, hms(operation.tick)),
    make(
      "span",
      { dir: "auto" },
      operationWords(operation),
      operation.by ? make("small", { dir: "auto" }, ` ${operation.by}`) : "",
    ),
    make("span", { class: "answer" }, answerWords(operation)),
  );

/** @param {Send} send */
function operationForms(send) {
  const server = make("select", {
    id: "team-server",
    "aria-label": _("Server to inspect"),
  });
  const words = _(
    "An inspection is answered after 90 s; calls after 2 to 10 min (assumed).",
  );
  const element = make(
    "div",
    { class: "operating" },
    inspecting(server, send),
    calling(send),
    telling(send),
    make("p", { class: "help" }, words),
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

/** @param {HTMLSelectElement} server @param {Send} send */
function inspecting(server, send) {
  const inspect = () => send("inspect", { server: Number(server.value) });
  return row(server, button(_("Inspect"), inspect, { id: "team-inspect" }));
}

/** @param {Send} send */
function calling(send) {
  const who = make(
    "select",
    { id: "team-who", "aria-label": _("Whom to call") },
    ...people().map(([key, words]) => make("option", { value: key }, words)),
  );
  const call = () => send("call", { who: who.value });
  return row(who, button(_("Call"), call, { id: "team-call" }));
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
  const say = (/** @type {string} */ what) => {
    send(what, { text: text.value });
    text.value = "";
  };
  const note = () => text.value.trim() && say("note");
  return row(
    text,
    button(_("Declare an incident"), () => say("declare"), { id: "team-declare" }),
    button(_("Note it"), note, { id: "team-note" }),
  );
}
