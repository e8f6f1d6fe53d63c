import { strictEqual } from "node:assert";
import { test } from "node:test";

import { CurveStyles } from "../../../static/js/compare/curve_styles.model.js";

test("a run keeps its curve when the order changes and others come and go", () => {
  const styles = new CurveStyles();
  styles.adopt(["a", "b", "c"]);
  styles.adopt(["c", "a"]);
  strictEqual(styles.in(["c", "a"]).join(), "3,1");
  styles.adopt(["c", "d", "a", "e"]);
  strictEqual(styles.in(["c", "d", "a", "e"]).join(), "3,2,1,4");
});
