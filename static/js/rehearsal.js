// @ts-check
/** Wires a rehearsal together: the host's page and three participants in one window. */

import { beginRehearsal, endRehearsal } from "./room/rehearsal.api.js";
import { byId, make, setText } from "./kit/dom.js";
import { _ } from "./core/words.js";
import { newId } from "./net/protocol.js";
import { themeSwitch } from "./kit/theme.js";

const code = byId("app").dataset["code"] ?? "";
const frames = byId("frames");

/** @param {string} src @param {string} title */
const frame = (src, title) =>
  make("div", { class: "frame" }, make("iframe", { src, title }));

async function begin() {
  try {
    const keys = await beginRehearsal(code, newId());
    const seats = keys.map((key, i) =>
      frame(`/rooms/${code}/#seat=${key}`, _("Participant {n}", { n: i + 1 })),
    );
    frames.append(frame(`/rooms/${code}/host/`, _("The host's page")), ...seats);
    addEventListener("pagehide", () => void endRehearsal(code, newId()));
  } catch (error) {
    byId("problem").hidden = false;
    setText(byId("problem"), error instanceof Error ? error.message : String(error));
  }
  frames.setAttribute("aria-busy", "false");
}

themeSwitch();
// Who comes back to it finds it ended: it begins anew.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
await begin();
