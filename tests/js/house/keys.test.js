/** Keys are heard in one place, which leaves those of an input method alone. */

import { readFileSync, readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { project } from "../helpers.js";
import test from "node:test";

const root = project("static/js/");

test("nobody but kit/keys.js listens to keys", () => {
  const names = readdirSync(root, { recursive: true, encoding: "utf8" });
  const listening = names
    .filter((name) => name.endsWith(".js"))
    .filter((name) =>
      /addEventListener\(\s*"key/.test(readFileSync(new URL(name, root), "utf8")),
    );

  assert.deepEqual(listening, ["kit/keys.js"]);
});
