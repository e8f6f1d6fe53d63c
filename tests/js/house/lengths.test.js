/**
 * How long functions are. Prettier closes a function at the indentation of the line that
 * opened it, so that lines can be counted without a parser. A longer one gives its reason
 * in a comment `Long: …` right before it.
 */

import { readFileSync, readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { project } from "../helpers.js";
import test from "node:test";

const MOST = 60;
const NINE_IN_TEN = 22;
const ROOT = project("static/js/");
const OPENS =
  /^( *)(?:(?:export )?(?:default )?(?:async )?function\b.*|(?:static |async |get |set )*#?(?!if\b|for\b|while\b|switch\b|catch\b)\w+\(.*|.*=> )\{$/;
const NAMED =
  /^ *(?:(?:export )?(?:async )?function\b|(?:static |async |get |set )*#?\w+\(|(?:export )?const \w+ =)/;

/** @param {string} name */
function functions(name) {
  const lines = readFileSync(new URL(name, ROOT), "utf8").split("\n");
  return lines.flatMap((line, i) => {
    const indent = line.match(OPENS)?.[1];
    if (indent === undefined) return [];
    const length = lines.slice(i).findIndex((own) => own.startsWith(`${indent}}`)) + 1;
    const why = lines.slice(Math.max(0, i - 4), i).some((own) => /Long: /.test(own));
    return [{ name: `${name}:${i + 1}`, length, named: NAMED.test(line), why }];
  });
}

const all = readdirSync(ROOT, { recursive: true })
  .filter((name) => name.endsWith(".js"))
  .flatMap((name) => functions(name.replaceAll("\\", "/")));

test("no function is longer than a screen without its reason", () => {
  const long = all.filter(({ length, why }) => length > MOST && !why);

  assert.deepEqual(
    long.map(({ name, length }) => `${name} ${length}`),
    [],
  );
});

test("nine functions in ten are short", () => {
  const lengths = all
    .filter(({ named }) => named)
    .map(({ length }) => length)
    .sort((a, b) => a - b);

  assert.ok(lengths.length > 500);
  assert.ok(lengths[Math.floor(lengths.length * 0.9)] <= NINE_IN_TEN);
});
