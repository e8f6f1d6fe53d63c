// @ts-check
/** The safe subset of Markdown: a tree of known tags becomes elements, text stays text. */

import { make } from "../../kit/dom.js";

/** @import {ProseNode} from "../../types.js" */

/** @type {Record<string, keyof HTMLElementTagNameMap>} */
const TAGS = {
  p: "p",
  strong: "strong",
  em: "em",
  s: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  ul: "ul",
  ol: "ol",
  li: "li",
  a: "a",
  br: "br",
};
const PAGE = /^https?:\/\/[^/]/i;
const OUTSIDE = { rel: "nofollow noopener noreferrer", target: "_blank" };

/** A stranger's words, in their own direction. @param {ProseNode[]} tree */
export const prose = (tree) =>
  make("div", { class: "prose", dir: "auto" }, ...tree.map(element));

/** What is not known is shown as the text in it. @param {ProseNode} node @returns {Node | string} */
function element(node) {
  if (typeof node === "string") return node;
  const inside = node.inside.map(element);
  const tag = TAGS[node.tag];
  const href = node.href ?? "";
  if (!tag || (tag === "a" && !PAGE.test(href))) return make("span", {}, ...inside);
  return make(tag, tag === "a" ? { href, ...OUTSIDE } : {}, ...inside);
}
