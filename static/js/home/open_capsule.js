// @ts-check
/** A capsule is chosen or dropped; then its run is opened, or it is said why not. */

import { byId, inputById, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";

/** @typedef {(file: File, sent: (part: number) => void) => Promise<string>} Send */

/** @param {Send} send @param {(address: string) => void} go */
export function openCapsules(send, go) {
  const panel = document.getElementById("open-capsule");
  if (!panel) return;
  const field = inputById("capsule-file");
  panel.hidden = false;
  field.addEventListener("change", () => void open(field.files?.[0], send, go));
  panel.addEventListener("dragover", (event) => {
    event.preventDefault(); // says that it may be dropped
    panel.classList.add("target");
  });
  panel.addEventListener("dragleave", () => panel.classList.remove("target"));
  panel.addEventListener("drop", (event) => {
    event.preventDefault();
    panel.classList.remove("target");
    void open(event.dataTransfer?.files[0], send, go);
  });
}

/** @param {File | undefined} file @param {Send} send @param {(address: string) => void} go */
async function open(file, send, go) {
  if (!file) return;
  const field = inputById("capsule-file");
  const progress = /** @type {HTMLProgressElement} */ (byId("capsule-progress"));
  const problem = byId("capsule-problem");
  progress.hidden = false;
  problem.hidden = field.disabled = true;
  try {
    go(await send(file, (part) => (progress.value = part)));
  } catch (error) {
    problem.hidden = false;
    setText(problem, error instanceof Error ? error.message : _("Something failed."));
  } finally {
    progress.hidden = true;
    field.disabled = false;
    field.value = ""; // the same file may be tried again
  }
}
