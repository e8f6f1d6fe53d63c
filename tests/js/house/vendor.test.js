/** What is vendored is what npm published, and its styles are those it would inject. */

import { project, readJson } from "../helpers.js";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";

const vendored = readJson("static/vendor/vendor.json");

for (const [name, { version, sha256 }] of Object.entries(vendored)) {
  const content = readFileSync(project(`static/vendor/${name}`));

  test(`${name} is the file that was recorded`, () => {
    assert.equal(createHash("sha256").update(content).digest("hex"), sha256);
  });

  if (name.startsWith("plotly")) {
    test(`${name} is plotly.js v${version}`, () => {
      assert.ok(content.toString().slice(0, 400).includes(`v${version}`));
    });
  }
}

test("the types that are checked against are of the vendored version", () => {
  const { version } = vendored["plotly-basic.min.js"];

  assert.equal(readJson("package.json").devDependencies["plotly.js-dist-min"], version);
});

test("the style sheet has the rules that the bundle would inject, in their order", () => {
  const bundle = readFileSync(project("static/vendor/plotly-basic.min.js"), "utf8");
  const sheet = readFileSync(project("static/vendor/plotly-basic.css"), "utf8");
  const written = sheet.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{}]+)\{[^}]*\}/g);
  const injected = bundle.matchAll(
    /(?:"([XY][ ,:][^"]*)"|[,{\n]([XY])):["'`][a-z-]+:/g,
  );
  const plain = (/** @type {string} */ selector) =>
    selector
      .replace(/\bX\b/g, ".js-plotly-plot .plotly")
      .replace(/\bY\b/g, ".plotly-notifier")
      .replace(/::?(before|after)/g, "::$1")
      .replace(/\s*([>,])\s*/g, "$1")
      .trim();

  // Each rule is inserted before the others: the sheet has them the other way round.
  const expected = [...injected].map((match) => plain(match[1] ?? match[2])).reverse();

  assert.deepEqual(
    [...written].map((match) => plain(match[1])),
    expected,
  );
});
