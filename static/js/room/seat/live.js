// @ts-check
/** The run as a seat sees it, light enough for a phone: no charts, and nothing to move. */

import { byId, make, setAttribute, setText } from "../../kit/dom.js";
import { NONE, exactMoney, hms, money } from "../../core/format.js";
import { headline, phase } from "../../core/headline.js";
import { _ } from "../../core/words.js";
import { serverWords } from "../../core/servers.js";

/** @import {RoomContext} from "../room.model.js" */
/** @import {Session} from "../../core/session.js" */

/** @param {HTMLElement} root @param {RoomContext} context */
export function livePart(root, { room, session, seatKey }) {
  const tiles = tileList(byId("servers"));
  return function draw() {
    const own = session();
    const over = room.over !== null;
    root.hidden = over || !own?.ready;
    byId("when").hidden = root.hidden;
    if (root.hidden || !own) return;
    setAttribute(byId("dashboard"), "href", dashboard(room.me?.run ?? "", seatKey));
    show(own, own.view.time());
    tiles(own, own.showing(own.view.time()).frame);
  };
}

/** @param {string} run @param {string | null} seatKey */
const dashboard = (run, seatKey) =>
  `/runs/${run}/${seatKey ? `#seat=${encodeURIComponent(seatKey)}` : ""}`;

/** @param {Session} session @param {number} t */
function show(session, t) {
  const { line } = session.store;
  const { frame, none } = session.showing(t);
  setText(byId("clock"), `${hms(t)} ET`);
  setText(byId("phase"), none ? "" : phase(line, frame, session.open));
  const { cents, state, label, note } = headline(line, frame);
  const told = !none && !Number.isNaN(cents);
  byId("loss-now").hidden = !told;
  setText(byId("headline"), told ? money(cents) : NONE);
  byId("headline").title = told ? exactMoney(cents) : "";
  setAttribute(byId("headline"), "data-state", cents > 0 ? "gain" : state);
  setText(byId("headline-label"), label);
  setText(byId("headline-note"), note);
  mails(line.at("emails", frame));
}

/** @param {number} count which a seat may not know */
function mails(count) {
  byId("mails").hidden = !(count > 0);
  setText(
    byId("mails"),
    count === 1
      ? _("1 e-mail of the system so far")
      : _("{count} e-mails of the system so far", { count }),
  );
}

/** @param {HTMLElement} list */
function tileList(list) {
  /** @type {{ item: HTMLElement, words: HTMLElement }[]} */
  let tiles = [];

  /** @param {Session} session @param {number} frame */
  return function draw(session, frame) {
    if (tiles.length !== session.servers) {
      tiles = Array.from({ length: session.servers }, (_none, i) => tile(i + 1));
      list.replaceChildren(...tiles.map(({ item }) => item));
    }
    tiles.forEach(({ item, words }, server) => {
      const said = serverWords(session, server, frame);
      setAttribute(item, "data-kind", said.kind);
      setText(words, said.short);
    });
  };
}

/** @param {number} number */
function tile(number) {
  const words = make("span", { class: "words" });
  const name = make("b", {}, _("Server {number}", { number }));
  return { item: make("li", {}, name, words), words };
}
