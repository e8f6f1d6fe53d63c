// @ts-check
/** One's files of a run: how far each is, its download, and a way to end it. */

import { chartNames, kinds, rangeWords, standing, underWay } from "./exports.model.js";
import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {ExportInfo} from "../../types.js" */

export class ExportList {
  list = make("ul", { class: "export-files" });
  none = make("p", { class: "export-none" }, _("No file yet."));
  element = make("div", {}, this.none, this.list);
  /** By the id of the file. @type {Map<string, Row>} */
  rows = new Map();

  /** @param {(file: ExportInfo) => void} remove */
  constructor(remove) {
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
    const own = this.rows.get(file.id) ?? new Row(file, this.remove);
    own.refresh(file);
    return own;
  }
}

class Row {
  words = make("small", { class: "how" });
  fetched = make("a", { class: "btn", download: "" }, _("Download"));
  end = button("", () => this.remove(this.file));

  /** @param {ExportInfo} file @param {(file: ExportInfo) => void} remove */
  constructor(file, remove) {
    this.file = file;
    this.remove = remove;
    this.title = titleOf(file);
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
    setText(this.words, `${rangeWords(now)} · ${standing(now)}`);
    this.bar.hidden = !underWay(now);
    this.bar.value = now.progress;
    this.fetched.hidden = now.file === null;
    if (now.file) this.fetched.setAttribute("href", now.file);
    setText(this.end, underWay(now) ? _("Cancel") : _("Delete"));
    this.end.setAttribute("aria-label", `${this.end.textContent}: ${this.title}`);
  }
}

/** @param {ExportInfo} file */
function titleOf({ kind, options }) {
  const words = kinds().find((own) => own.kind === kind)?.words ?? kind;
  const chart = chartNames().find(([name]) => name === options.chart)?.[1];
  return chart ? `${words}: ${chart}` : words;
}
