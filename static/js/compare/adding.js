// @ts-check
/** The dialog that adds runs to a comparison: by their address or out of a list. */

import { byId, dialogById, inputById, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";
import { idIn } from "../replay/comparison.model.js";

/**
 * @param {() => string[]} present the runs that are compared already
 * @param {(ids: string[]) => void} add
 */
export function addingDialog(present, add) {
  const dialog = dialogById("dialog-add");
  const field = inputById("add-address");
  const problem = byId("add-problem");
  const most = Number(byId("app").dataset["most"]);
  const boxes = [...dialog.querySelectorAll("input[name=runs]")].filter(
    (own) => own instanceof HTMLInputElement,
  );

  function open() {
    field.value = "";
    problem.hidden = true;
    for (const box of boxes) {
      box.checked = false;
      const item = box.closest("li");
      if (item) item.hidden = present().includes(box.value);
    }
    dialog.showModal();
  }

  /** @param {string} words */
  function refuse(words) {
    setText(problem, words);
    problem.hidden = false;
  }

  byId("add-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    const id = idIn(typed);
    if (typed && !id) return refuse(_("That is not the address of a run."));
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    const wished = [...new Set([...(id ? [id] : []), ...chosen])];
    const added = wished.filter((own) => !present().includes(own));
    if (!added.length) return refuse(_("Choose a run that is not here yet."));
    if (present().length + added.length > most) {
      return refuse(_("At most {most} runs fit on one page.", { most }));
    }
    dialog.close();
    add(added);
  });
  byId("add-cancel").addEventListener("click", () => dialog.close());
  byId("add-run").addEventListener("click", open);
  return open;
}
