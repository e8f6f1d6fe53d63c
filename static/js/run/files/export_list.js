// @ts-check
/** One's files of a run: how far each is, its download, and a way to end it. */

import { chartNames, kinds, rangeWords, standing, underWay } from "./exports.model.js";
import { make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {ExportInfo} from "../../types.js" */

/** @param {(file: ExportInfo) => void} remove */
export function exportList(remove) {
  const list = make("ul", { class: "export-files" });
  const none = make("p", { class: "export-none" }, _("No file yet."));
  /** @type {Map<string, ReturnType<typeof row>>} */
  const rows = new Map();

  /** @param {ExportInfo[]} files newest first */
  function show(files) {
    for (const id of rows.keys()) {
      if (files.every((file) => file.id !== id)) rows.delete(id);
    }
    for (const file of files) {
      const own = rows.get(file.id) ?? row(file, remove);
      rows.set(file.id, own);
      own.refresh(file);
    }
    const order = files.flatMap(({ id }) => rows.get(id)?.element ?? []);
    const same = order.every((element, place) => list.children[place] === element);
    if (!same || list.children.length !== order.length) list.replaceChildren(...order);
    none.hidden = files.length > 0;
  }

  return { element: make("div", {}, none, list), show };
}

/** @param {ExportInfo} first @param {(file: ExportInfo) => void} remove */
function row(first, remove) {
  let file = first;
  const title = titleOf(first);
  const words = make("small", { class: "how" });
  const bar = make("progress", { max: "1", "aria-label": title });
  const fetched = make("a", { class: "btn", download: "" }, _("Download"));
  const end = make("button", { class: "btn", type: "button" });
  end.addEventListener("click", () => remove(file));
  const element = make(
    "li",
    { "data-status": first.status },
    make("span", { class: "named" }, make("b", {}, title), words),
    bar,
    fetched,
    end,
  );

  /** @param {ExportInfo} now */
  function refresh(now) {
    file = now;
    element.dataset["status"] = now.status;
    setText(words, `${rangeWords(now)} · ${standing(now)}`);
    bar.hidden = !underWay(now);
    bar.value = now.progress;
    fetched.hidden = now.file === null;
    if (now.file) fetched.setAttribute("href", now.file);
    setText(end, underWay(now) ? _("Cancel") : _("Delete"));
    end.setAttribute("aria-label", `${end.textContent}: ${title}`);
  }
  return { element, refresh };
}

/** @param {ExportInfo} file */
function titleOf({ kind, options }) {
  const words = kinds().find((own) => own.kind === kind)?.words ?? kind;
  const chart = chartNames().find(([name]) => name === options.chart)?.[1];
  return chart ? `${words}: ${chart}` : words;
}
