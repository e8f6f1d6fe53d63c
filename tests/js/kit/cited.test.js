import { test } from "node:test";
import { deepEqual, equal } from "node:assert/strict";
import { readFileSync } from "node:fs";

import { ORIGINAL, pieces } from "../../../static/js/kit/cited.model.js";
import { project } from "../helpers.js";

const links = (text, alone = false) =>
  pieces(text, alone)
    .filter(({ href }) => href)
    .map(({ words, href }) => [words, href]);

test("a mark leads to its place, and the words stay as they were", () => {
  const text = "modelled; SEC ¶1, ¶16 (fn 6)";

  deepEqual(links(text), [
    ["SEC ¶1", "/facts/#sec-1"],
    ["¶16", "/facts/#sec-16"],
    ["fn 6", "/facts/#sec-fn-6"],
  ]);
  equal(
    pieces(text, false)
      .map(({ words }) => words)
      .join(""),
    text,
  );
});

test("a text without marks is one piece", () => {
  deepEqual(pieces("Not here yet", false), [{ words: "Not here yet", href: "" }]);
  deepEqual(pieces("", false), []);
});

test("where no page of facts is beside it a mark leads to the order itself", () => {
  deepEqual(links("generally not read (SEC ¶19)", true), [["SEC ¶19", ORIGINAL]]);
});

test("the order's address is the one among the sources", () => {
  const sources = readFileSync(project("knightreplay/facts/data/sources.toml"), "utf8");

  equal(sources.includes(`url = "${ORIGINAL}"`), true);
});
