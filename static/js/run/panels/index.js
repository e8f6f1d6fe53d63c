// @ts-check
/** The panels of the run page: the one list, in the order in which notes offer them. */

import { _ } from "../../core/words.js";
import { desk } from "./desk/index.js";
import { flow } from "./flow/index.js";
import { inbox } from "./inbox/index.js";
import { loss } from "./loss/index.js";
import { positions } from "./positions/index.js";
import { servers } from "./servers/index.js";
import { stock } from "./stock/index.js";
import { stocks } from "./stocks/index.js";
import { tape } from "./tape/index.js";
import { telemetry } from "./telemetry/index.js";
import { timeline } from "./timeline/index.js";

/** @import {Line} from "../../core/line.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Menu} from "../../kit/menu.js" */
/** @import {Table} from "../../kit/tables.js" */
/** @import {ChartHandle} from "../../types.js" */

/**
 * What a panel may use of its page.
 * @typedef {object} PanelPage
 * @property {Session} session
 * @property {() => void} redraw everything, at once
 * @property {(t: number) => void} jump
 * @property {(view: string) => void} showView
 * @property {(server: number) => Menu} serverMenu what can be done with a server
 */

/**
 * What is said in words: anew when its key is another and it has rested.
 * @typedef {object} PanelText
 * @property {number} every milliseconds of rest
 * @property {boolean} [waits] until the leading chart stands
 * @property {(t: number) => string | number} [key] without one each second is another
 * @property {(t: number) => void} draw
 */

/** @typedef {(page: PanelPage) => PanelText | PanelText[]} Draw */
/** @typedef {(host: HTMLElement, session: Session) => ChartHandle} Chart */

/**
 * @typedef {object} Panel
 * @property {string} name as notes, the page (`data-panel`) and runs/panels.py have it
 * @property {() => string} words
 * @property {Draw} [draw] what stands there from the start
 * @property {() => Promise<Draw>} [load] what is behind a tab, fetched when it is wanted
 * @property {Record<string, () => Promise<Chart>>} [charts] by what follows `plot-`
 * @property {Table} [table] in `table-<name>`
 */

/** @type {Panel[]} */
export const PANELS = [
  loss,
  servers,
  flow,
  positions,
  inbox,
  stocks,
  stock,
  desk,
  telemetry,
  tape,
  timeline,
];

/** A panel in words, or the page where it is none. @param {string} name */
export const panelWords = (name) =>
  PANELS.find((own) => own.name === name)?.words() ?? _("The whole page");

/** Where a panel stands in the page. @param {string} name @returns {HTMLElement | null} */
export const panelElement = (name) => document.querySelector(`[data-panel="${name}"]`);
