/** The style sheets of every page: the name of a class means one thing, and a rule stands once. */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { project } from "../helpers.js";
import test from "node:test";

const STATIC = project("static/");
const TEMPLATES = project("templates/");
/** A room's buttons are for thumbs: there they are all larger. */
const RESTYLED = [".btn"];

/** From so many declarations on two equal rules are one that was copied. */
const COPIED = 4;

const read = (name, root) => readFileSync(new URL(name, root), "utf8");
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);

/** The sheets that one as it is served is made of, itself among them, as paths from static/. */
function parts(served) {
  const imported = all(read(served, STATIC), /@import url\("([^"]+)"\)/g).map((path) =>
    new URL(path, new URL(served, STATIC)).href.slice(STATIC.href.length),
  );
  return [served, ...imported.flatMap(parts)];
}

/** What a page's templates link to, those that it extends and includes among them. */
function linked(template) {
  const text = read(template, TEMPLATES);
  const others = all(text, /{% (?:extends|include) "([^"]+)" /g);
  return [
    ...others.flatMap(linked),
    ...all(text, /{% static '([^']+\.css)' %}/g),
    ...(text.includes("{% static panel.sheet %}") ? later() : []),
  ];
}

/** The panels' sheets that do not come with the page. */
function later() {
  const own = readdirSync(new URL("js/run/panels/", STATIC))
    .map((name) => `js/run/panels/${name}/${name}.css`)
    .filter((name) => existsSync(new URL(name, STATIC)));
  return own.filter((name) => !parts("js/run/page.css").includes(name));
}

/** The classes that have rules of their own in a sheet, outside of any condition. */
function classes(sheet) {
  const css = read(sheet, STATIC).replace(/\/\*[\s\S]*?\*\//g, "");
  return all(css, /^([^\s{}@][^{}]*) \{/gm)
    .flatMap((selectors) => selectors.replace(/\([^()]*\)/g, "").split(/,\s*/))
    .filter((selector) => /^\.[\w-]+$/.test(selector));
}

const pages = readdirSync(TEMPLATES, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) =>
    /{% extends /.test(name.endsWith(".html") && read(name, TEMPLATES)),
  );

const OURS = ["css/", "js/"].flatMap((folder) =>
  readdirSync(new URL(folder, STATIC), { recursive: true })
    .map((name) => folder + name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".css")),
);

for (const page of pages) {
  test(`no two sheets of ${page} style the same class`, () => {
    const sheets = [...new Set(linked(page).flatMap(parts))].filter(
      (name) => !name.endsWith("/print.css"), // they say what is left out, of all the others
    );
    const owner = {};
    const twice = [];
    for (const sheet of sheets) {
      for (const name of new Set(classes(sheet))) {
        if (owner[name]) twice.push(`${name}: ${owner[name]} and ${sheet}`);
        owner[name] = sheet;
      }
    }

    assert.ok(Object.keys(owner).length > 10);
    assert.deepEqual(
      twice.filter((words) => !RESTYLED.includes(words.split(":")[0])),
      [],
    );
  });
}

/** The rules of a sheet with a body of some size: what they say, in one order. */
function bodies(sheet) {
  const css = read(sheet, STATIC).replace(/\/\*[\s\S]*?\*\//g, "");
  return all(css, /\{([^{}]*)\}/g)
    .map((body) => body.split(";").map((declaration) => declaration.trim()))
    .map((declarations) => declarations.filter(Boolean).sort())
    .filter((declarations) => declarations.length >= COPIED)
    .map((declarations) => declarations.join("; "));
}

test("no two sheets have the same rule", () => {
  const owner = {};
  const twice = [];
  for (const sheet of OURS) {
    for (const body of new Set(bodies(sheet))) {
      if (owner[body]) twice.push(`${owner[body]} and ${sheet}: ${body}`);
      owner[body] = sheet;
    }
  }

  assert.deepEqual(twice, []);
});

test("space is a token", () => {
  const raw = OURS.flatMap((sheet) =>
    all(
      read(sheet, STATIC).replace(/\/\*[\s\S]*?\*\//g, ""),
      /(?<![\w-])((?:padding|margin|gap|(?:row|column)-gap)(?:-[a-z]+)*:[^;{}]*\drem)/g,
    ).map((declaration) => `${sheet}: ${declaration}`),
  );

  assert.deepEqual(raw, []);
});

test("the run page is made of many sheets", () => {
  const sheets = new Set(linked("run.html").flatMap(parts));

  assert.ok(sheets.size > 30, [...sheets].join(" "));
});
