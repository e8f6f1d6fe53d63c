/** Contrast computed from the tokens: axe cannot see it over charts and gradients. */

import assert from "node:assert/strict";
import { project } from "../helpers.js";
import { readFileSync } from "node:fs";
import test from "node:test";

const css = readFileSync(project("static/css/tokens.css"), "utf8");
const block = (selector, sheet = css) => {
  const start = sheet.indexOf("{", sheet.indexOf(`${selector} {`));
  const found = sheet
    .slice(start, sheet.indexOf("}", start))
    .matchAll(/--([\w-]+): (#\w{6});/g);
  return Object.fromEntries([...found].map((match) => [match[1], match[2]]));
};
const dark = block(":root");
const light = { ...dark, ...block(':root[data-theme="light"]') };

/** The colours of runs side by side stand in a sheet of their own. */
const curves = readFileSync(project("static/js/replay/curves.css"), "utf8");
Object.assign(dark, block(":root", curves));
Object.assign(light, block(':root[data-theme="light"]', curves));
const RUNS = Array.from({ length: 12 }, (_none, i) => `curve-${i + 1}`);

/** Relative luminance, WCAG 2.2. */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

const SURFACES = ["bg", "surface", "surface-2"];
const TEXT = ["ink", "ink-2"];
const PAIRS = [
  ["loss-ink", "surface", 4.5],
  ["loss-ink", "runaway-bg", 4.5],
  ["ink", "runaway-bg", 4.5],
  ["gain-ink", "surface", 4.5],
  ["warn", "surface", 4.5],
  ["on-loss", "loss-solid", 4.5],
  ["long", "surface", 4.5],
  ["short", "surface", 4.5],
  ["on-strong", "up-3", 4.5],
  ["on-fallen", "down-3", 4.5],
  ...["up-2", "up-1", "flat", "down-1", "down-2"].map((bin) => ["ink", bin, 4.5]),
  ...["warn", "loss-ink", "ok"].map((ink) => [ink, "bg", 4.5]),
];
const MARKS = [
  "loss",
  "fair",
  "book",
  "ghost",
  "ok",
  "warn-mark",
  "line-strong",
  "playhead",
];

for (const [name, tokens] of Object.entries({ dark, light })) {
  const check = (front, back, least) => {
    const found = contrast(tokens[front], tokens[back]);
    assert.ok(found >= least, `${front} on ${back}: ${found.toFixed(2)} < ${least}`);
  };

  test(`${name}: text is legible on every surface`, () => {
    for (const ink of TEXT) for (const surface of SURFACES) check(ink, surface, 4.5);
    for (const run of RUNS) check(run, "surface", 4.5);
    for (const [front, back, least] of PAIRS) check(front, back, least);
  });

  test(`${name}: marks and borders of controls stand out`, () => {
    for (const mark of MARKS) check(mark, "surface", 3);
    for (const surface of SURFACES) {
      check("line-strong", surface, 3);
      check("focus", surface, 3);
    }
  });
}
