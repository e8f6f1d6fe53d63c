// @ts-check
/** The runs that are ticked: how many, what may be done with them, and undo. */

import { _ } from "../core/words.js";
import { byId, setText } from "../kit/dom.js";
import { rows, runOf } from "./list.js";
import { toast } from "../kit/toasts.js";

const COMPARED = 8;

/** @typedef {(run: string) => Promise<void>} Change */

/** @param {Change} remove @param {Change} restore */
export function chosen(remove, restore) {
  const form = document.querySelector("#chosen");
  if (!(form instanceof HTMLFormElement)) return;
  addEventListener("change", () => look(form));
  addEventListener("pageshow", () => look(form));
  look(form);
  form.addEventListener("submit", (event) => {
    const pressed = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (pressed?.value !== "delete") return;
    event.preventDefault();
    void take(ticked(), remove, restore).then(() => look(form));
  });
}

/** @param {HTMLElement} row */
const box = (row) =>
  /** @type {HTMLInputElement | null} */ (row.querySelector("input"));

const ticked = () => rows().filter((row) => !row.hidden && box(row)?.checked);

/** @param {HTMLFormElement} form */
function look(form) {
  const count = ticked().length;
  setText(
    byId("chosen-count"),
    count ? _("{count} chosen", { count }) : _("Tick runs to compare or delete them."),
  );
  for (const button of form.querySelectorAll("button")) {
    const compares = button.value === "compare";
    button.disabled = compares ? count < 2 || count > COMPARED : count === 0;
  }
}

/** @param {HTMLElement[]} gone @param {Change} remove @param {Change} restore */
async function take(gone, remove, restore) {
  const done = await each(gone, remove);
  for (const row of done) hide(row, true);
  if (!done.length) return;
  const back = async () => {
    for (const row of await each(done, restore)) hide(row, false);
    done[0]?.querySelector("a")?.focus();
  };
  const words = _("Deleted runs: {count}", { count: done.length });
  toast(words, { words: _("Undo"), press: () => void back() });
}

/** @param {HTMLElement} row @param {boolean} gone */
function hide(row, gone) {
  row.hidden = gone;
  const ticks = box(row);
  if (ticks) ticks.checked = false;
}

/** Those of which it went well. @param {HTMLElement[]} which @param {Change} change */
async function each(which, change) {
  /** @type {HTMLElement[]} */
  const done = [];
  for (const row of which) {
    try {
      await change(runOf(row));
      done.push(row);
    } catch (error) {
      toast(/** @type {Error} */ (error).message);
      break;
    }
  }
  return done;
}
