/** The style sheets of the run page: the name of a class means one thing. */

import assert from "node:assert/strict";
import { project } from "./helpers.js";
import { readFileSync } from "node:fs";
import test from "node:test";

/** The sheets that one as it is served is made of. */
function parts(served) {
  const css = readFileSync(project(`static/css/${served}.css`), "utf8");
  return [...css.matchAll(/@import url\("(\w+)\.css"\)/g)].map(([, name]) => name);
}

const sheets = [
  ...["site", "page", "page_modes"].flatMap(parts),
  ...["desk", "telemetry"], // fetched with their views
].filter((name) => name !== "print"); // says what is left out, of all the others

/** The classes that have rules of their own in a sheet, outside of any condition. */
function classes(sheet) {
  const css = readFileSync(project(`static/css/${sheet}.css`), "utf8");
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/^([^\s{}@][^{}]*) \{/gm);
  return new Set(
    [...rules]
      .flatMap(([, selectors]) => selectors.split(/,\s*/))
      .filter((selector) => /^\.[\w-]+$/.test(selector)),
  );
}

test("no two sheets of the run page style the same class", () => {
  const owner = {};
  const twice = [];
  for (const sheet of sheets) {
    for (const name of classes(sheet)) {
      if (owner[name]) twice.push(`${name}: ${owner[name]} and ${sheet}`);
      owner[name] = sheet;
    }
  }

  assert.ok(Object.keys(owner).length > 50);
  assert.deepEqual(twice, []);
});
