import { strictEqual } from "node:assert";
import { test } from "node:test";

import { Kinds } from "../../../static/js/compare/line_styles.model.js";

test("a run keeps its line when the order changes and others come and go", () => {
  const kinds = new Kinds();
  kinds.adopt(["a", "b", "c"]);
  kinds.adopt(["c", "a"]);
  strictEqual(kinds.in(["c", "a"]).join(), "3,1");
  kinds.adopt(["c", "d", "a", "e"]);
  strictEqual(kinds.in(["c", "d", "a", "e"]).join(), "3,2,1,4");
});
