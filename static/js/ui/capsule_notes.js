// @ts-check
/** The notes of a capsule, to read and to jump to; nothing can be written into a file. */

import { button, make } from "./dom.js";
import { hms } from "../core/format.js";
import { _ } from "../core/words.js";

/**
 * @typedef {object} Note
 * @property {string} id
 * @property {string | null} answers
 * @property {number} at tick
 * @property {string} author
 * @property {Node[]} tree
 * @property {number | null} resolved
 */
/** @typedef {string | { tag: string, inside?: Node[], href?: string }} Node */

/** What the tree of a text may hold (knightreplay/sharing/markdown.py). */
const TAGS = "p strong em s blockquote ul ol li code pre br".split(" ");

/** A button that opens them. @param {Note[]} notes @param {(t: number) => void} jump */
export function notesButton(notes, jump) {
  /** @type {HTMLDialogElement | null} */
  let dialog = null;
  const close = () => dialog?.close();
  const words = _("Notes: {count}", { count: notes.length });
  return button(words, () => {
    if (!dialog) {
      dialog = list(notes, close, jump);
      document.body.append(dialog);
    }
    dialog.showModal();
  });
}

/** @param {Note[]} notes @param {() => void} close @param {(t: number) => void} jump */
function list(notes, close, jump) {
  const first = notes.filter(({ answers }) => !answers);
  const items = first.map((note) => {
    const own = notes.filter(({ answers }) => answers === note.id);
    const show = () => {
      close();
      jump(note.at);
    };
    const time = button(hms(note.at), show, { class: "btn small" });
    return make("li", {}, time, ...said(note), make("ul", {}, ...own.map(answer)));
  });
  const heading = make("h2", { id: "capsule-notes-title" }, _("Notes"));
  return make(
    "dialog",
    { class: "capsule-notes", "aria-labelledby": "capsule-notes-title" },
    heading,
    make("ol", {}, ...items),
    make("div", { class: "row" }, button(_("Close"), close)),
  );
}

/** @param {Note} note */
const answer = (note) => make("li", {}, ...said(note));

/** @param {Note} note */
function said({ author, tree, resolved }) {
  const by = resolved ? _("{author}, settled", { author }) : author;
  return [make("strong", {}, make("bdi", {}, by)), make("div", {}, ...built(tree))];
}

/**
 * Known tags only, and links to other pages.
 * @param {Node[]} nodes @returns {(string | HTMLElement)[]}
 */
function built(nodes) {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    const inside = built(node.inside ?? []);
    if (node.tag === "a" && /^https?:\/\//.test(node.href ?? "")) {
      return make("a", { href: node.href ?? "", rel: "noreferrer" }, ...inside);
    }
    const tag = TAGS.find((known) => known === node.tag) ?? "span";
    return make(/** @type {"span"} */ (tag), {}, ...inside);
  });
}
