// @ts-check
/** The dialog that adds runs to a comparison: by their address or out of a list. */

import { byId, dialogById, inputById, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";
import { idIn } from "../replay/comparison.model.js";

export class AddingDialog {
  dialog = dialogById("dialog-add");
  field = inputById("add-address");
  problem = byId("add-problem");
  most = Number(byId("app").dataset["most"]);
  boxes = [...this.dialog.querySelectorAll("input[name=runs]")].filter(
    (own) => own instanceof HTMLInputElement,
  );

  /**
   * @param {() => string[]} present the runs that are compared already
   * @param {(ids: string[]) => void} add
   */
  constructor(present, add) {
    this.present = present;
    this.add = add;
    byId("add-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    byId("add-cancel").addEventListener("click", () => this.dialog.close());
    byId("add-run").addEventListener("click", this.open);
  }

  open = () => {
    const present = this.present();
    this.field.value = "";
    this.problem.hidden = true;
    for (const box of this.boxes) {
      box.checked = false;
      const item = box.closest("li");
      if (item) item.hidden = present.includes(box.value);
    }
    this.dialog.showModal();
  };

  /** @private */
  submit() {
    const present = this.present();
    const { most } = this;
    const typed = this.field.value.trim();
    const id = idIn(typed);
    if (typed && !id) return this.refuse(_("That is not the address of a run."));
    const chosen = this.boxes.filter(({ checked }) => checked);
    const wished = new Set([...(id ? [id] : []), ...chosen.map(({ value }) => value)]);
    const added = [...wished].filter((own) => !present.includes(own));
    if (!added.length) return this.refuse(_("Choose a run that is not here yet."));
    if (present.length + added.length > most)
      return this.refuse(_("At most {most} runs fit on one page.", { most }));
    this.dialog.close();
    this.add(added);
  }

  /** @param {string} words @private */
  refuse(words) {
    setText(this.problem, words);
    this.problem.hidden = false;
  }
}
