// @ts-check
/** The wall of a room's teams. */

import { WallPage } from "./room/teams/wall.page.js";
import { byId } from "./kit/dom.js";

await new WallPage(byId("app").dataset["code"] ?? "").start();
