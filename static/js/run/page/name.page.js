// @ts-check
/** The run's name, which its host gives in a dialog made when it is first wanted. */

import { button, byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { describeRun } from "../../replay/runs.api.js";
import { onSubmit } from "../../kit/forms.js";
import { toast } from "../../kit/toasts.js";

/** @import {RunContext} from "../../types.js" */

/** @type {NameDialog | null} */
let dialog = null;

/** @param {RunContext} context */
export function open({ run }) {
  dialog ??= new NameDialog(async (name) => {
    await describeRun(run, { name });
    byId("run-name").textContent = name;
  });
  dialog.open(byId("run-name").textContent ?? "");
}

export const list = () => location.assign("/mine/");

class NameDialog {
  field = make("input", {
    id: "name",
    maxlength: "80",
    dir: "auto",
    autocomplete: "off",
    "aria-label": title(),
  });
  form = make(
    "form",
    { method: "dialog" },
    make("h2", {}, title()),
    make(
      "p",
      {},
      _("It stands in the header, in My runs and where runs are compared."),
    ),
    make("p", {}, this.field),
    make(
      "div",
      { class: "row" },
      button(_("Close"), () => this.dialog.close()),
      make("button", { class: "btn primary", id: "name-save" }, _("Save")),
    ),
  );
  dialog = make("dialog", { id: "dialog-name", "aria-label": title() }, this.form);

  /** @param {(name: string) => Promise<void>} keep */
  constructor(keep) {
    document.body.append(this.dialog);
    onSubmit(this.form, async () => {
      try {
        await keep(this.field.value.trim());
        this.dialog.close();
      } catch (error) {
        toast(/** @type {Error} */ (error).message);
      }
    });
  }

  /** @param {string} name */
  open(name) {
    this.field.value = name;
    this.dialog.showModal();
    this.field.select();
  }
}

const title = () => _("Name of this run");
