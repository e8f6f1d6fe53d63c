// @ts-check
/** Keys of my runs: / searches, arrows walk, x ticks, e edits, Delete deletes. */

import { isCommand, onKey } from "../kit/keys.js";
import { rows } from "./list.js";

export function mineKeys() {
  onKey(window, (event) => {
    if (isCommand(event) || isTyping(event.target)) return;
    const done = press(event.key);
    if (done) event.preventDefault();
  });
}

/** @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLInputElement
    ? target.type !== "checkbox"
    : target instanceof HTMLSelectElement;

/** @param {string} key @returns {boolean} whether it meant something */
function press(key) {
  if (key === "/") return focus(document.querySelector("#search"));
  const there = rows().filter((row) => !row.hidden);
  const here = there.findIndex((row) => row.contains(document.activeElement));
  if (key === "ArrowDown" || key === "ArrowUp") {
    const next = there[here + (key === "ArrowDown" ? 1 : -1)];
    return focus(next?.querySelector("a.name, input") ?? null);
  }
  const row = there[here];
  return row ? inRow(row, key) : false;
}

/** @param {HTMLElement} row @param {string} key */
function inRow(row, key) {
  const box = row.querySelector("input");
  if (key === "x") {
    box?.click();
    return true;
  }
  if (key === "e") {
    row.querySelector("details")?.setAttribute("open", "");
    return focus(row.querySelector("input[name=name]"));
  }
  if (key === "Delete" && box) {
    if (!box.checked) box.click();
    return focus(document.querySelector("#chosen [value=delete]"));
  }
  return false;
}

/** @param {Element | null} element */
function focus(element) {
  if (element instanceof HTMLElement) element.focus();
  return element !== null;
}
