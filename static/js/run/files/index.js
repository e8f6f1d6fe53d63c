// @ts-check
/** The dialog in which files of a run are asked for and fetched. Made at its first use. */

import { askExport, exportKinds, exportsOf, removeExport } from "./exports.api.js";
import { button, byId, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { ExportForm } from "./export_form.js";
import { ExportList } from "./export_list.js";
import { styled } from "../../kit/lazy.js";
import { underWay } from "./exports.model.js";

/** @import {ExportInfo, ExportKind, RunContext} from "../../types.js" */

const BETWEEN_LOOKS = 500; // milliseconds

/** @param {RunContext} context */
export async function open({ run, session }) {
  const [kinds] = await Promise.all([
    exportKinds(),
    styled(byId("run-menu").dataset["exportStyles"]),
  ]);
  const dialog = new ExportDialog(run, kinds, session.view.clock);
  dialog.open();
}

class ExportDialog {
  /**
   * @param {string} run @param {ExportKind[]} kinds
   * @param {{ loop: [number, number] | null, paced?: boolean }} clock
   */
  constructor(run, kinds, clock) {
    this.run = run;
    /** Files that download by themselves once they are ready. @type {Set<string>} */
    this.awaited = new Set();
    /** @type {number | undefined} */
    this.timer = undefined;
    const theme = document.documentElement.dataset["theme"] ?? "dark";
    const ask = (/** @type {object} */ request) => this.ask(request);
    this.form = new ExportForm({ kinds, loop: clock.loop, theme, ask });
    this.list = new ExportList(kinds, (file) => this.remove(file));
    this.told = make("p", { class: "sr", role: "status" });
    this.dialog = this.made(clock.paced ?? false);
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    void this.look();
  }

  /** @param {boolean} paced @private */
  made(paced) {
    const dialog = make(
      "dialog",
      { class: "wide export", id: "dialog-export", "aria-labelledby": "export-title" },
      make("h2", { id: "export-title" }, _("Export")),
      make("p", {}, inside()),
      this.form.element,
      make("h3", {}, _("Your files of this run, kept for a day")),
      this.list.element,
      this.told,
      make(
        "div",
        { class: "row" },
        button(_("Close"), () => dialog.close()),
      ),
    );
    if (paced) this.form.element.before(make("p", { class: "paced" }, keepsToClock()));
    dialog.addEventListener("close", () => {
      clearTimeout(this.timer);
      dialog.remove();
    });
    return dialog;
  }

  /** @param {object} request @private */
  async ask(request) {
    try {
      this.awaited.add(await askExport(this.run, request));
      this.form.say("");
      await this.look();
    } catch (error) {
      this.form.say(wordsOf(error));
    }
  }

  /** @param {ExportInfo} file @private */
  async remove(file) {
    this.awaited.delete(file.id);
    try {
      await removeExport(file.id);
      await this.look();
    } catch (error) {
      this.form.say(wordsOf(error));
    }
  }

  /** Looks how far the files are, and again while one is under way. @private */
  async look() {
    clearTimeout(this.timer);
    let more = this.awaited.size > 0;
    try {
      const files = await exportsOf(this.run);
      this.list.show(files.filter(({ status }) => status !== "cancelled"));
      for (const file of files) this.fetch(file);
      more = files.some(underWay);
    } catch (error) {
      this.form.say(wordsOf(error));
    }
    clearTimeout(this.timer);
    if (more && this.dialog.open)
      this.timer = window.setTimeout(() => void this.look(), BETWEEN_LOOKS);
  }

  /** @param {ExportInfo} file @private */
  fetch(file) {
    if (underWay(file) || !this.awaited.delete(file.id) || !file.file) return;
    setText(this.told, _("{name} is ready", { name: file.name }));
    make("a", { href: file.file, download: "" }).click();
  }
}

const inside = () =>
  _(
    "Every file says inside of which run it is, with its seed, engine and acts, and has a checksum of its data.",
  );

const keepsToClock = () =>
  _(
    "This run keeps to its clock: a file holds what the run has shown so far, and never what is still to come.",
  );

/** @param {unknown} error */
const wordsOf = (error) => (error instanceof Error ? error.message : String(error));
