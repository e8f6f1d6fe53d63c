// @ts-check
/** The page of a run. */

import { RunPage } from "./run/page/run.page.js";
import { byId } from "./kit/dom.js";

new RunPage(byId("app").dataset).start();
