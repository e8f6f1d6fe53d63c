// @ts-check
/** The dialog with the keys, the tour and what the page is. */

import { byId, dialogById, inputById } from "../../kit/dom.js";

/** @param {() => void} tour */
export function helpDialog(tour) {
  const dialog = dialogById("dialog-help");
  for (const id of ["help-close", "help-tour"])
    byId(id).addEventListener("click", () => dialog.close());
  byId("help-tour").addEventListener("click", tour);
  const open = () => dialog.showModal();
  byId("help-open").addEventListener("click", open);
  return { open, singleKeys: () => inputById("single-keys").checked };
}
