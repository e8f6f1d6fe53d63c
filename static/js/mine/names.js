// @ts-check
/** Names and tags of my runs are changed where they stand. */

import { _ } from "../core/words.js";
import { make } from "../kit/dom.js";
import { rows, runOf } from "./list.js";
import { toast } from "../kit/toasts.js";

/**
 * @param {(run: string, words: { name: string, tags: string[] }) => Promise<void>} describe
 */
export function describing(describe) {
  for (const row of rows()) {
    const form = row.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void save(row, form, describe);
    });
  }
}

/**
 * @param {HTMLElement} row @param {HTMLFormElement} form
 * @param {(run: string, words: { name: string, tags: string[] }) => Promise<void>} describe
 */
async function save(row, form, describe) {
  const typed = new FormData(form);
  const name = String(typed.get("name")).trim();
  const tags = split(String(typed.get("tags")));
  try {
    await describe(runOf(row), { name, tags });
  } catch (error) {
    toast(/** @type {Error} */ (error).message);
    return;
  }
  show(row, name, tags);
  form.closest("details")?.removeAttribute("open");
  row.querySelector("summary")?.focus();
  toast(_("Saved"));
}

/** With commas between, Chinese ones too. @param {string} text */
const split = (text) =>
  text
    .split(/[,，、]/)
    .map((tag) => tag.trim())
    .filter(Boolean);

/** @param {HTMLElement} row @param {string} name @param {string[]} tags */
function show(row, name, tags) {
  const link = /** @type {HTMLElement} */ (row.querySelector(".name"));
  link.textContent = name || (link.dataset.title ?? "");
  row.querySelector(".chips")?.replaceChildren(...tags.map(chip));
}

/** @param {string} tag */
const chip = (tag) =>
  make(
    "a",
    { class: "chip", dir: "auto", href: `?tag=${encodeURIComponent(tag)}` },
    tag,
  );
