// @ts-check
/** One's files of a run: how far each is, its download, and a way to end it. */

import { chartNames, rangeWords, progressWords, underWay } from "./exports.model.js";
import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {ExportInfo, ExportKind} from "../../types.js" */

export class ExportList {
  list = make("ul", { class: "export-files made" });
  none = make("p", { class: "export-none" }, _("No file yet."));
  element = make("div", {}, this.none, this.list);
  /** By the id of the file. @type {Map<string, Row>} */
  rows = new Map();

  /** @param {ExportKind[]} kinds @param {(file: ExportInfo) => void} remove */
  constructor(kinds, remove) {
    this.kinds = kinds;
    this.remove = remove;
  }

  /** @param {ExportInfo[]} files newest first */
  show(files) {
    this.rows = new Map(files.map((file) => [file.id, this.row(file)]));
    const order = [...this.rows.values()].map(({ element }) => element);
    const { children } = this.list;
    const same = order.every((element, place) => children[place] === element);
    if (!same || children.length !== order.length) this.list.replaceChildren(...order);
    this.none.hidden = files.length > 0;
  }

  /** @param {ExportInfo} file @private */
  row(file) {
    const made = () => new Row(file, titleOf(file, this.kinds), this.remove);
    const own = this.rows.get(file.id) ?? made();
    own.refresh(file);
    return own;
  }
}

class Row {
  words = make("small", { class: "how" });
  fetched = make("a", { class: "btn", download: "" }, _("Download"));
  end = button("", () => this.remove(this.file));

  /** @param {ExportInfo} file @param {string} title @param {(file: ExportInfo) => void} remove */
  constructor(file, title, remove) {
    this.file = file;
    this.title = title;
    this.remove = remove;
    this.bar = make("progress", { max: "1", "aria-label": this.title });
    this.element = make(
      "li",
      {},
      make("span", { class: "named" }, make("b", {}, this.title), this.words),
      this.bar,
      this.fetched,
      this.end,
    );
  }

  /** @param {ExportInfo} now */
  refresh(now) {
    this.file = now;
    this.element.dataset["status"] = now.status;
    setText(this.words, `${rangeWords(now)} · ${progressWords(now)}`);
    this.bar.hidden = !underWay(now);
    this.bar.value = now.progress;
    this.fetched.hidden = now.file === null;
    if (now.file) this.fetched.setAttribute("href", now.file);
    setText(this.end, underWay(now) ? _("Cancel") : _("Delete"));
    this.end.setAttribute("aria-label", `${this.end.textContent}: ${this.title}`);
  }
}

/** @param {ExportInfo} file @param {ExportKind[]} kinds */
function titleOf({ kind, options }, kinds) {
  const words = kinds.find((own) => own.kind === kind)?.words ?? kind;
  const chart = chartNames().find(([name]) => name === options.chart)?.[1];
  return chart ? `${words}: ${chart}` : words;
}
