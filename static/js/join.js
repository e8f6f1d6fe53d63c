// @ts-check
/** The page works without script; with it, this browser remembers the name. */

import { inputById } from "./kit/dom.js";
import { recall, remember } from "./kit/storage.js";

const KEPT = "knightreplay.name";

const name = document.getElementById("name");
if (name instanceof HTMLInputElement) {
  name.value ||= recall(KEPT) ?? "";
  name.form?.addEventListener("submit", () => remember(KEPT, name.value));
  // Somebody whose name is known has nothing left to type.
  if (name.value && inputById("code").value)
    name.form?.querySelector("button")?.focus();
}
