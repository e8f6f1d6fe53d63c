// @ts-check
/** Wires the host's page together; nothing is decided here. */

import { Leading } from "./page/leading.js";
import { byId } from "./ui/dom.js";
import { themeSwitch } from "./ui/theme.js";

const leading = new Leading(byId("app").dataset["code"] ?? "");

themeSwitch();
leading.link.start();
