// @ts-check
/** A seat's own team: who is in it, what it can do that the market does not see, the answers. */

import { answerWords, delayWords, operationWords, people } from "./teams.model.js";
import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";

/** @import {RoomContext} from "../room.model.js" */
/** @import {Operation} from "../../types.js" */

/** @param {HTMLElement} root @param {RoomContext} context */
export function teamPart(root, { room, act, session, tell }) {
  const title = make("h2", { id: "team-title", dir: "auto" });
  const members = make("p", { class: "members", dir: "auto" });
  const delay = make("p", { class: "help" });
  const done = make("ol", { class: "operations", "aria-live": "polite" });
  const doing = operationForms(async (what, given) => {
    try {
      await act(what, given);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  });
  root.replaceChildren(title, members, delay, doing.element, done);
  root.setAttribute("aria-labelledby", "team-title");
  let shown = "";

  return function draw() {
    const { info, me } = room;
    const team = info?.teams.find(({ number }) => number === me?.team);
    root.hidden = !info || !me || !team || room.over !== null;
    if (!info || !me || !team || root.hidden) return;
    setText(title, team.name);
    setText(members, team.members.join(", "));
    setText(delay, delayWords(info.delay));
    doing.element.hidden = info.finished;
    doing.servers(session()?.servers ?? 8);
    const now = JSON.stringify(me.operations);
    if (now === shown) return;
    shown = now;
    done.replaceChildren(...[...me.operations].reverse().map(entry));
  };
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

/** @param {(what: string, given: Record<string, unknown>) => void} send */
function operationForms(send) {
  const text = make("input", {
    id: "team-text",
    maxlength: "300",
    dir: "auto",
    "aria-label": _("What to declare or to note"),
    placeholder: _("What to declare or to note"),
  });
  const server = make("select", {
    id: "team-server",
    "aria-label": _("Server to inspect"),
  });
  const who = make(
    "select",
    { id: "team-who", "aria-label": _("Whom to call") },
    ...people().map(([key, words]) => make("option", { value: key }, words)),
  );
  const say = (/** @type {string} */ what) => {
    send(what, { text: text.value });
    text.value = "";
  };
  const element = make(
    "div",
    { class: "operating" },
    make(
      "p",
      { class: "row start" },
      server,
      button(_("Inspect"), () => send("inspect", { server: Number(server.value) }), {
        id: "team-inspect",
      }),
    ),
    make(
      "p",
      { class: "row start" },
      who,
      button(_("Call"), () => send("call", { who: who.value }), { id: "team-call" }),
    ),
    make(
      "p",
      { class: "row start" },
      text,
      button(_("Declare an incident"), () => say("declare"), { id: "team-declare" }),
      button(_("Note it"), () => text.value.trim() && say("note"), { id: "team-note" }),
    ),
    make(
      "p",
      { class: "help" },
      _("An inspection is answered after 90 s; calls after 2 to 10 min (assumed)."),
    ),
  );
  /** @param {number} n */
  const servers = (n) => {
    if (server.options.length === n) return;
    server.replaceChildren(
      ...Array.from({ length: n }, (_none, i) =>
        make("option", { value: String(i + 1) }, _("Server {n}", { n: i + 1 })),
      ),
    );
  };
  return { element, servers };
}
