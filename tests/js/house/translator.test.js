/** What a page translator does to a page must not stop what lives on it. */

import { readFileSync, readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { project } from "../helpers.js";
import test from "node:test";

/** @param {string} folder @param {string} ending */
function texts(folder, ending) {
  const root = project(`${folder}/`);
  const names = readdirSync(root, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(ending) && !name.startsWith("vendor"))
    .map((name) => ({ name, text: readFileSync(new URL(name, root), "utf8") }));
}

/** A translator puts elements of its own in the place of text nodes. */
const TEXT_NODES =
  /createTextNode|new Text\(|\.nodeValue|\.childNodes|(?<!this)\.data \+?= /;

test("no script keeps a text node or writes into one", () => {
  const kept = texts("static/js", ".js").filter(({ text }) => TEXT_NODES.test(text));

  assert.deepEqual(
    kept.map(({ name }) => name),
    [],
  );
});

/** Places of clocks, codes, addresses and of figures that are not there yet. */
const LITERAL = [
  /<\w+ [^>{]*\bid="(?:clock|headline|host-code|move-code)"[^>]*>/g,
  /<p [^>{]*\bclass="(?:code|address)"[^>]*>/g,
  /<\w+ [^>{]*>(?=–<\/)/g,
];

test("clocks, codes, addresses and figures are marked as not to be translated", () => {
  const marked = [];
  const bare = [];
  for (const { name, text } of texts("templates", ".html")) {
    for (const [tag] of LITERAL.flatMap((pattern) => [...text.matchAll(pattern)])) {
      if (tag.startsWith("<input")) continue;
      (tag.includes('translate="no"') ? marked : bare).push(`${name}: ${tag}`);
    }
  }

  assert.deepEqual(bare, []);
  assert.ok(marked.length > 20, "the patterns find nothing any more");
});
