// @ts-check
/** The page of a comparison. */

import { ComparePage } from "./compare/compare.page.js";
import { byId } from "./kit/dom.js";

await new ComparePage(byId("app").dataset).start();
