// @ts-check
/** The run's name, which its host gives in a dialog made when it is first wanted. */

import { button, byId, make } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { describeRun } from "../../mine/runs.api.js";
import { toast } from "../../kit/toasts.js";

/** @import {Context} from "./run_menu.page.js" */

/** @type {ReturnType<typeof nameDialog> | null} */
let dialog = null;

/** @param {Context} context */
export function open({ run }) {
  dialog ??= nameDialog(async (name) => {
    await describeRun(run, { name });
    byId("run-name").textContent = name;
  });
  dialog(byId("run-name").textContent ?? "");
}

export const list = () => location.assign("/mine/");

/** @param {(name: string) => Promise<void>} keep */
function nameDialog(keep) {
  const title = _("Name of this run");
  const field = make("input", {
    id: "name",
    maxlength: "80",
    dir: "auto",
    autocomplete: "off",
    "aria-label": title,
  });
  const form = make(
    "form",
    { method: "dialog" },
    make("h2", {}, title),
    make(
      "p",
      {},
      _("It stands in the header, in My runs and where runs are compared."),
    ),
    make("p", {}, field),
    make(
      "div",
      { class: "row" },
      button(_("Close"), () => shown.close()),
      make("button", { class: "btn primary", id: "name-save" }, _("Save")),
    ),
  );
  const shown = make("dialog", { id: "dialog-name", "aria-label": title }, form);
  document.body.append(shown);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await keep(field.value.trim());
      shown.close();
    } catch (error) {
      toast(/** @type {Error} */ (error).message);
    }
  });
  return (/** @type {string} */ name) => {
    field.value = name;
    shown.showModal();
    field.select();
  };
}
