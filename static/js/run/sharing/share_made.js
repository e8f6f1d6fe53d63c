// @ts-check
/** The link that was just made: its address, its code, what a chat shows of it. */

import { frameOf, reachWords } from "./share.model.js";
import { _ } from "../../core/words.js";
import { copyButton } from "../../kit/copying.js";
import { make } from "../../kit/dom.js";
import { qrCode } from "../../kit/qr.js";

/** @import {NewLink} from "../../types.js" */

/** @param {NewLink} link */
export function madeLink(link) {
  const address = make("input", { id: "share-url", readonly: "", value: link.url });
  return make(
    "section",
    { class: "share-made", "aria-labelledby": "share-made" },
    make("h3", { id: "share-made", tabindex: "-1" }, _("The link is made")),
    ...(link.reach === "here" ? [] : [code(link)]),
    make(
      "div",
      { class: "share-address" },
      copied(_("Address"), address),
      make("p", {}, reachWords(link.reach)),
      ...(link.embed_url ? frame(link.embed_url) : [preview(link.preview)]),
    ),
  );
}

/** A phone that reads it has to get here. @param {NewLink} link */
const code = ({ qr, url }) => make("div", { class: "share-code" }, qrCode(qr, url));

/** @param {string} url */
function frame(url) {
  const area = make("textarea", { id: "share-frame", readonly: "", rows: "3" });
  area.value = frameOf(url);
  return [
    copied(_("For the other page"), area),
    make(
      "p",
      {},
      _(
        "A page with https cannot frame one with plain http. If this server has no https, give the page a capsule instead: Export, “Capsule”.",
      ),
    ),
  ];
}

/** @param {string} path */
const preview = (path) =>
  make(
    "details",
    { class: "share-card" },
    make("summary", {}, _("What a chat shows of it")),
    make("img", {
      src: path,
      alt: _("The loss up to the moment"),
      width: "1200",
      height: "630",
      loading: "lazy",
    }),
  );

/** @param {string} words @param {HTMLInputElement | HTMLTextAreaElement} field */
const copied = (words, field) =>
  make(
    "label",
    { class: "share-copy" },
    make("b", {}, words),
    make("span", { class: "pair" }, field, copyButton(field)),
  );
