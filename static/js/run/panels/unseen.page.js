// @ts-check
/** Panels that our seat could not see then: a sentence stands where they would be. */

import { byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {Session} from "../../core/session.js" */

/** Where each panel is: inside it, or the whole of it. @type {Record<string, () => Element | null>} */
const PLACES = {
  loss: () => byId("loss-title").closest(".card"),
  servers: () => byId("tiles").parentElement,
  flow: () => byId("flow-title").closest(".card"),
  positions: () => byId("positions-title").closest(".card"),
  inbox: () => byId("inbox-title").closest(".card"),
  stocks: () => byId("stocks-title").closest(".card"),
  stock: () => byId("view-stock"),
  desk: () => byId("view-desk"),
  telemetry: () => document.getElementById("view-log"),
  tape: () => byId("view-tape"),
};

/** Once the fog lifts the page is loaded again. @param {Session} session */
export function hideUnseen({ hides }) {
  for (const panel of hides) {
    const own = PLACES[panel]?.();
    if (own && !own.querySelector(":scope > .unseen")) cover(own);
  }
}

/** @param {Element} own */
function cover(own) {
  for (const part of own.children) {
    if (part instanceof HTMLElement && part.localName !== "header") part.hidden = true;
  }
  const key = own.querySelector(":scope > header > .key");
  if (key instanceof HTMLElement) key.hidden = true;
  const words = _("Your seat could not see this then.");
  own.append(make("p", { class: "unseen note" }, words));
}
