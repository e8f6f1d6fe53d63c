/** The layers of static/js: `ui | charts | net → core`; `page` and app.js wire. */

import { readFileSync, readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { project } from "./helpers.js";
import test from "node:test";

const MAY_IMPORT = {
  core: ["core"],
  net: ["net", "core"],
  ui: ["ui", "core"],
  charts: ["charts", "core"],
  page: ["page", "ui", "charts", "net", "core"],
  "": ["page", "ui", "charts", "net", "core"],
};
const ROOT = project("static/js/");
const modules = readdirSync(ROOT, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".js"));
/** What others wrote is imported in one place each. */
const VENDORED = {
  "net/segment.js": "../../vendor/fflate.js",
  "core/sha256.js": "../../vendor/noble/sha2.js",
};

const source = (name) => readFileSync(new URL(name, ROOT), "utf8");
const layer = (name) => (name.includes("/") ? name.split("/")[0] : "");
const imports = (text) => [...text.matchAll(/^import .*?from "([^"]+)";$/gm)];
const lazy = (text) => [...text.matchAll(/\bimport\("([^"]+)"\)/g)];

for (const name of modules) {
  test(`${name} imports downwards only`, () => {
    const found = [...imports(source(name)), ...lazy(source(name))]
      .filter((match) => match[1] !== VENDORED[name])
      .map((match) => new URL(match[1], new URL(name, ROOT)));

    for (const { href } of found) {
      const target = href.slice(ROOT.href.length);
      assert.ok(MAY_IMPORT[layer(name)].includes(layer(target)), `${name} → ${target}`);
      assert.ok(modules.includes(target), `${target} does not exist`);
    }
  });

  test(`${name} can be served as it is`, () => {
    const text = source(name);
    const statements = text
      .split("\n")
      .filter((line) => /^(import\b|export .* from ")/.test(line));

    assert.match(text, /^\/\/ @ts-check$/m);
    assert.equal(imports(text).length, statements.length, "one import a line, static");
    assert.equal(lazy(text).length, text.match(/\bimport\(/g)?.length ?? 0, "literal");
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
    assert.doesNotMatch(
      text,
      /randomUUID|crypto\.subtle|wakeLock/,
      "gone without https",
    );
    assert.ok(
      statements.every((line) => /"\.{1,2}\/.*\.js";$/.test(line)),
      "relative, .js",
    );
  });
}

test("core knows no page, no Plotly and no wall clock", () => {
  for (const name of modules.filter((module) => layer(module) === "core")) {
    const code = source(name).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    assert.doesNotMatch(
      code,
      /\b(document|window(?!:)|localStorage|Plotly|WebSocket|setTimeout|requestAnimationFrame)\b/,
      name,
    );
    assert.doesNotMatch(code, /\bDate\.now|performance\.now|Math\.random/, name);
  }
});

test("only one chart module touches Plotly", () => {
  const users = modules.filter((name) => /\bPlotly\.\w/.test(source(name)));

  assert.deepEqual(users, ["charts/plot.js"]);
});
