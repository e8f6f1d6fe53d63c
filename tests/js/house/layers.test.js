/**
 * The layers of static/js: a thing is a folder, its layer the suffix. A folder imports
 * those below it; `.model.js` and core/ know no page, `.chart.js` draws through charts/,
 * `.api.js` asks the server, `.page.js` wires, and what has no suffix makes elements.
 * `index.js` is a folder's door: from outside nothing else of it is imported. Types keep to
 * the same, and sheets to the order of the folders.
 */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { project } from "../helpers.js";
import test from "node:test";

/** Each imports itself and what is in a layer below; docs/architecture.md has the same. */
const LAYERS = [
  ["run", "room", "compare", "home", "mine", "capsule"],
  ["replay"],
  ["kit", "charts", "net"],
  ["core"],
];
/** The features that import one beside them. */
const BESIDE = { run: "room", capsule: "run" };
const FOLDERS = LAYERS.flat();
/** Folder → the folders whose modules, types and sheets it may import. */
const MAY_IMPORT = { "": FOLDERS };
for (const [i, layer] of LAYERS.entries()) {
  for (const own of layer)
    MAY_IMPORT[own] = [own, BESIDE[own], ...LAYERS.slice(i + 1).flat()];
}
/** Layer → the layers that it may import, those of its own folder too. */
const MAY_USE = {
  core: ["core"],
  net: ["net", "core"],
  charts: ["charts", "model", "core"],
  model: ["model", "core"],
  chart: ["chart", "charts", "model", "core"],
  api: ["api", "net", "model", "core"],
  plain: ["plain", "index", "model", "core"],
  index: ["index", "plain", "model", "core"],
  page: ["page", "index", "plain", "chart", "charts", "api", "net", "model", "core"],
};
/** A door fetches what is behind it only when that is wanted. */
const MAY_FETCH = { index: ["chart", "page"] };
/** Features whose inside is reached by their door alone. */
const CLOSED = [
  "capsule",
  "compare",
  "home",
  "mine",
  "room/bar",
  "room/host",
  "room/questions",
  "room/seat",
  "room/teams",
  "run/acting",
  "run/files",
  "run/forks",
  "run/notes",
  "run/page",
  "run/panels",
  "run/sharing",
];
const MOST = 25; // source files side by side
const ROOT = project("static/js/");
const CSS = project("static/css/");
const files = readdirSync(ROOT, { recursive: true }).map((name) =>
  name.replaceAll("\\", "/"),
);
const modules = files.filter((name) => name.endsWith(".js"));
/** What others wrote is imported in one place each. */
const VENDORED = {
  "net/segment.js": "../../vendor/fflate.js",
  "capsule/sha256.model.js": "../../vendor/noble/sha2.js",
};

const source = (name) => readFileSync(new URL(name, ROOT), "utf8");
const top = (name) => (name.includes("/") ? name.split("/")[0] : "");
const folder = (name) => name.split("/").slice(0, -1).join("/");
const imports = (text) => [...text.matchAll(/^import .*?from "([^"]+)";$/gm)];
const takes = (text) => [...text.matchAll(/@import \{[^}]*\} from "(\.[^"]+)"/g)];
const fetches = (text) => [...text.matchAll(/\bimport\("([^"]+)"\)/g)];

function layer(name) {
  if (/^run\/panels\/(.*\/)?index\.js$/.test(name)) return "index"; // it declares
  if (name.endsWith("/index.js")) return "page"; // the door of a feature
  const suffix = name.match(/\.(model|chart|api|page)\.js$/)?.[1];
  if (suffix) return suffix;
  if (["core", "net", "charts"].includes(top(name))) return top(name);
  return top(name) ? "plain" : "page"; // an entry wires
}

const panel = (name) => name.match(/^run\/panels\/\w+(?=\/)/)?.[0];
/** The closed folder that a module is in: a panel's own, or that of its feature. */
const closed = (name) =>
  panel(name) ?? CLOSED.find((own) => name.startsWith(`${own}/`));

/** Where the paths that a file names lead, but for `static/css/`, which is below all. */
const places = (name, matches) =>
  matches
    .filter(([, path]) => path !== VENDORED[name])
    .map(([, path]) => new URL(path, new URL(name, ROOT)).href)
    .filter((href) => !href.startsWith(CSS.href))
    .map((href) => href.slice(ROOT.href.length));

/** What a module imports of ours, and whether only when that is wanted. */
function wanted(name) {
  const text = source(name);
  const of = (matches, late) =>
    places(name, matches).map((target) => ({ target, late }));
  return [...of(imports(text), false), ...of(fetches(text), true)];
}

/** The modules whose types a module names; those of all are in types.d.ts. */
const typed = (name) =>
  places(name, takes(source(name)))
    .filter((target) => target !== "types.js")
    .map((target) => ({ target, late: false }));

const targets = (name) => wanted(name).map(({ target }) => target);

for (const name of modules) {
  test(`${name} imports downwards only`, () => {
    for (const { target, late } of [...wanted(name), ...typed(name)]) {
      const used = [
        ...MAY_USE[layer(name)],
        ...((late && MAY_FETCH[layer(name)]) || []),
      ];
      assert.ok(modules.includes(target), `${target} does not exist`);
      assert.ok(MAY_IMPORT[top(name)].includes(top(target)), `${name} → ${target}`);
      assert.ok(used.includes(layer(target)), `${name} → ${target}`);
    }
  });

  test(`${name} goes to others by their door`, () => {
    for (const { target, late } of [...wanted(name), ...typed(name)]) {
      const within = closed(target);
      if (!within || `${folder(name)}/`.startsWith(`${within}/`)) continue;
      const wires = layer(name) === "page" && layer(target) === "page";
      const entry = !top(name) && within !== panel(target);
      const door = /\/(index|enter\.page)\.js$/.test(target);
      const open = door || entry || (wires && late);
      assert.ok(open, `${name} → ${target}`);
    }
  });

  test(`${name} can be served as it is`, () => {
    const text = source(name);
    const statements = text
      .split("\n")
      .filter((line) => /^(import\b|export .* from ")/.test(line));

    assert.match(text, /^\/\/ @ts-check$/m);
    assert.equal(imports(text).length, statements.length, "one import a line, static");
    assert.equal(
      fetches(text).length,
      text.match(/\bimport\(/g)?.length ?? 0,
      "literal",
    );
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

for (const name of files.filter((file) => file.endsWith(".css"))) {
  test(`${name} imports downwards only`, () => {
    const matches = [...source(name).matchAll(/@import url\("([^"]+)"\)/g)];
    for (const target of places(name, matches)) {
      assert.ok(files.includes(target), `${target} does not exist`);
      assert.ok(MAY_IMPORT[top(name)].includes(top(target)), `${name} → ${target}`);
    }
  });
}

test("the sheets of every page import one another alone", () => {
  for (const name of readdirSync(CSS).filter((file) => file.endsWith(".css"))) {
    const text = readFileSync(new URL(name, CSS), "utf8");
    for (const [, path] of text.matchAll(/@import url\("([^"]+)"\)/g)) {
      assert.ok(existsSync(new URL(path, CSS)), `${path} does not exist`);
      assert.doesNotMatch(path, /\//, name);
    }
  }
});

test("the types of all take none of a feature", () => {
  const text = source("types.d.ts");
  const matches = [...text.matchAll(/^import type .*? from "(\..*?)";$/gm)];
  const taken = places("types.d.ts", matches).map(top);

  assert.deepEqual([...new Set(taken)].sort(), ["core", "replay"]);
});

test("the architecture tells these layers", () => {
  const told = readFileSync(project("docs/architecture.md"), "utf8");
  const layers = LAYERS.map((layer) => layer.join(" ")).join(" → ");
  const beside = Object.entries(BESIDE).map((pair) => pair.join(" → "));
  const block = `\n\nstatic/js: ${layers}\nand beside each other: ${beside.join(", ")}\n`;

  assert.equal(told.split(block).length, 2, block);
});

test("core and models know no page, no Plotly and no wall clock", () => {
  const pure = modules.filter((name) => ["core", "model"].includes(layer(name)));
  for (const name of pure) {
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

test("no module imports itself by way of others", () => {
  const done = new Set();
  const walk = (name, way) => {
    assert.ok(!way.includes(name), [...way, name].join(" → "));
    if (done.has(name)) return;
    for (const target of targets(name)) walk(target, [...way, name]);
    done.add(name);
  };
  for (const name of modules) walk(name, []);

  assert.equal(done.size, modules.length);
});

test("a folder can be read at a glance", () => {
  const sources = files.filter((name) => /\.(js|ts|css)$/.test(name));
  for (const own of new Set(sources.map(folder))) {
    const beside = sources.filter((name) => folder(name) === own);
    assert.ok(beside.length <= MOST, `${own}/ has ${beside.length} files`);
  }
});
