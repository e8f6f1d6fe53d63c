// @ts-check
/** What can be done with the run as a whole: each entry is fetched when it is pressed. */

import { _ } from "../../core/words.js";
import { byId } from "../../kit/dom.js";
import { menuButton } from "../../kit/menu.js";
import { operate, share } from "../sharing/index.js";
import { toast } from "../../kit/toasts.js";
import { orSay, wanted } from "../../kit/lazy.js";

/** @import {Session} from "../../core/session.js" */
/** @import {RunContext} from "../../types.js" */

/** @typedef {{ open: (context: RunContext) => unknown }} Piece */

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {() => string} words
 * @property {(session: Session) => boolean} [only] where it is offered
 * @property {boolean} [apart] starts another group
 * @property {() => Promise<Piece>} [load] without it the entry is not offered
 */

/** @type {Entry[]} */
const ENTRIES = [
  {
    id: "menu-fork",
    words: () => _("Fork here…"),
    load: () => import("../forks/index.js"),
  },
  {
    id: "menu-share",
    words: () => _("Share…"),
    load: share,
  },
  {
    id: "menu-operate",
    words: () => _("Operate link…"),
    only: (session) => session.role === "host",
    load: operate,
  },
  {
    id: "menu-compare",
    words: () => _("Compare…"),
    apart: true,
    load: () => import("./compare.page.js"),
  },
  {
    id: "menu-export",
    words: () => _("Export…"),
    load: () => import("../files/index.js"),
  },
  {
    id: "menu-notes",
    words: () => _("Notes"),
    load: () => import("../notes/index.js"),
  },
  {
    id: "menu-name",
    words: () => _("Name…"),
    only: (session) => session.role === "host",
    apart: true,
    load: () => import("./name.page.js"),
  },
  {
    id: "menu-mine",
    words: () => _("My runs"),
    load: () => import("./name.page.js").then(({ list }) => ({ open: list })),
  },
];

/** @param {RunContext} context */
export function runMenu(context) {
  const entries = ENTRIES.map((entry) => ({ ...entry, piece: fetching(entry) }));
  const menu = () => ({
    title: _("This run"),
    items: entries.filter(offered).map(({ id, words, apart = false, piece }) => ({
      id,
      words: words(),
      apart,
      press: () => orSay(async () => (await piece())?.open(context)),
    })),
  });
  const offered = (/** @type {Entry} */ { load, only }) =>
    load !== undefined && (only?.(context.session) ?? true);
  menuButton(byId("run-menu"), menu, toast);
}

/** @param {Entry} entry @returns {() => Promise<Piece | null>} */
const fetching = ({ load }) => (load ? wanted(load) : async () => null);
