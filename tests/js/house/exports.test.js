/** What a module of static/js exports is wanted: by another module, a script or a test. */

import { readFileSync, readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { project } from "../helpers.js";
import test from "node:test";

const ROOT = project("static/js/");

/** Every script below a folder: its address → what is in it. */
function scripts(folder) {
  const root = project(folder);
  const names = readdirSync(root, { recursive: true });
  return names
    .map((name) => new URL(name.replaceAll("\\", "/"), root).href)
    .filter((url) => /\.m?js$|\.d\.ts$/.test(url))
    .map((url) => [url, readFileSync(new URL(url), "utf8")]);
}

const own = scripts("static/js/");
const others = [...scripts("tests/"), ...scripts("benchmarks/")];

const names = (list) =>
  list
    .split(",")
    .map((name) => name.trim().split(" as ")[0])
    .filter(Boolean);

/** The names that a module exports. */
const exported = (text) =>
  [
    ...text.matchAll(/^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm),
    ...text.matchAll(/^export \{([^}]*)\}/gm),
  ].flatMap(([, list]) => names(list));

/** The names of each module that a script imports, types too: path → names. */
const imports = (text) => [
  ...[
    ...text.matchAll(/(?:import|export) \{([^}]*)\} from\s+"([^"]+)"/g),
    ...text.matchAll(/const \{([^}]*)\}\s*=\s*await import\(\s*"([^"]+)"/g),
  ].map(([, list, path]) => [path, names(list)]),
  ...[...text.matchAll(/import \* as (\w+) from "([^"]+)"/g)].map(([, all, path]) => [
    path,
    [...text.matchAll(new RegExp(`\\b${all}\\.(\\w+)`, "g"))].map(([, name]) => name),
  ]),
];

/** `address name` of everything that scripts import by its name. */
const imported = new Set(
  [...own, ...others].flatMap(([url, text]) =>
    imports(text).flatMap(([path, list]) =>
      list.map((name) => `${new URL(path, url).href} ${name}`),
    ),
  ),
);

/** Modules that are fetched whole, when they are wanted. */
const fetched = new Set(
  own.flatMap(([url, text]) =>
    [...text.matchAll(/\bimport\("([^"]+)"\)/g)].map(
      ([, path]) => new URL(path, url).href,
    ),
  ),
);

const capsule = readFileSync(
  project("knightreplay/sharing/files/capsule/modules.py"),
  "utf8",
);
/** What stands in for a module of the page where a run is one file. */
const standIns = new Map(
  [...capsule.matchAll(/^ {4}"js\/([^"]+)": "js\/([^"]+)",$/gm)].map(
    ([, module, other]) => [new URL(other, ROOT).href, new URL(module, ROOT).href],
  ),
);

/** Whether a name stands anywhere but in its own module. */
const isSaidElsewhere = (name, home) =>
  own.some(([url, text]) => url !== home && new RegExp(`\\b${name}\\b`).test(text));

function isWanted(url, name) {
  if (imported.has(`${url} ${name}`)) return true;
  if (fetched.has(url)) return isSaidElsewhere(name, url);
  const module = standIns.get(url);
  return module !== undefined && isWanted(module, name);
}

test("nothing is exported that nobody imports", () => {
  const unwanted = own.flatMap(([url, text]) =>
    exported(text)
      .filter((name) => !isWanted(url, name))
      .map((name) => `${url.slice(ROOT.href.length)} ${name}`),
  );

  assert.deepEqual(unwanted, []);
});

test("every module is reached: from another one, a page or a capsule", () => {
  const pages = readdirSync(project("templates/"), { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => readFileSync(new URL(name, project("templates/")), "utf8"));
  const reached = new Set([
    ...own.flatMap(([url, text]) =>
      [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
        ([, path]) => new URL(path, url).href,
      ),
    ),
    ...[...pages, capsule].flatMap((text) =>
      [...text.matchAll(/["']js\/([^"']+)["']/g)].map(
        ([, path]) => new URL(path, ROOT).href,
      ),
    ),
  ]);
  const alone = own.map(([url]) => url).filter((url) => !reached.has(url));

  assert.deepEqual(
    alone.filter((url) => url.endsWith(".js")),
    [],
  );
});
