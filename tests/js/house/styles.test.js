/** The style sheets of the run page: the name of a class means one thing. */

import assert from "node:assert/strict";
import { project } from "../helpers.js";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

/** The sheets that one as it is served is made of, as paths from static/. */
function parts(served) {
  const own = project(`static/${served}`);
  const imported = readFileSync(own, "utf8").matchAll(/@import url\("([^"]+)"\)/g);
  return [...imported].map(([, path]) =>
    new URL(path, own).href.slice(project("static/").href.length),
  );
}

const panels = readdirSync(project("static/js/run/panels/"), { recursive: true })
  .map((name) => `js/run/panels/${name.replaceAll("\\", "/")}`)
  .filter((name) => name.endsWith(".css"));
const served = ["css/site.css", "js/run/page.css", "js/run/page_modes.css"];
const sheets = [...new Set([...served.flatMap(parts), ...panels])].filter(
  (name) => name !== "css/print.css", // says what is left out, of all the others
);

/** The classes that have rules of their own in a sheet, outside of any condition. */
function classes(sheet) {
  const css = readFileSync(project(`static/${sheet}`), "utf8");
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
