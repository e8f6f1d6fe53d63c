// @ts-check
/** A menu that a button opens: the arrows move in it, Escape closes it. */

import { isCommand, onKey } from "./keys.js";
import { make, setAttribute } from "./dom.js";

/**
 * @typedef {object} Item
 * @property {string} words
 * @property {() => void} press
 * @property {string | undefined} [reason] why it cannot be done now
 * @property {string} [op]
 * @property {string} [id]
 * @property {boolean} [apart] starts another group
 */

/**
 * @typedef {object} Menu
 * @property {string} title
 * @property {string} [note]
 * @property {Item[]} items
 */

/** Room between the button, the menu and the edge of the screen. */
const GAP = 6;

/** @type {{ close: () => void, button: HTMLElement } | null} */
let opened = null;

/**
 * Makes a button open a menu, which is made afresh each time.
 * @param {HTMLElement} button @param {() => Menu | null} menu null: nothing to choose
 * @param {(words: string) => void} explain why an item does nothing
 */
export function menuButton(button, menu, explain) {
  setAttribute(button, "aria-haspopup", "menu");
  setAttribute(button, "aria-expanded", "false");
  button.addEventListener("click", ({ detail }) => {
    if (opened?.button === button) return opened.close();
    show(button, menu(), explain, { last: false, byKey: detail === 0 });
  });
  onKey(button, (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    event.stopPropagation();
    show(button, menu(), explain, { last: event.key === "ArrowUp", byKey: true });
  });
}

/**
 * @param {HTMLElement} button @param {Menu | null} menu
 * @param {(words: string) => void} explain
 * @param {{ last: boolean, byKey: boolean }} how
 */
function show(button, menu, explain, { last, byKey }) {
  opened?.close();
  if (!menu) return;
  const popup = drawn(menu, (item) => {
    close(byKey);
    if (item.reason) explain(item.reason);
    else item.press();
  });
  const items = /** @type {HTMLElement[]} */ ([
    ...popup.querySelectorAll("[role=menuitem]"),
  ]);
  const open = new AbortController();

  /** @param {boolean} [back] whether the button gets the focus again */
  function close(back = false) {
    open.abort();
    popup.remove();
    opened = null;
    setAttribute(button, "aria-expanded", "false");
    if (back) button.focus();
  }

  onKey(popup, (event) => keys(event, items, close));
  (document.querySelector("main") ?? document.body).append(popup); // within a landmark
  place(popup, button);
  setAttribute(button, "aria-expanded", "true");
  opened = { close, button };
  items.at(last ? -1 : 0)?.focus({ preventScroll: true });
  whenElsewhere([popup, button], close, open.signal);
}

/** Somebody presses somewhere else, or the page moves. @param {Node[]} own @param {() => void} close @param {AbortSignal} signal */
function whenElsewhere(own, close, signal) {
  const away = () => close();
  const outside = (/** @type {PointerEvent} */ { target }) => {
    if (!(target instanceof Node && own.some((part) => part.contains(target)))) close();
  };
  addEventListener("pointerdown", outside, { capture: true, signal });
  addEventListener("resize", away, { signal });
  document.addEventListener("scroll", away, { signal }); // the page's, not that of a list in it
}

/** @param {Menu} menu @param {(item: Item) => void} press */
function drawn({ title, note = "", items }, press) {
  const head = make("div", { class: "menu-head" }, make("b", {}, title), note);
  const rows = items.map((item) => row(item, () => press(item)));
  const list = make("div", { role: "menu", "aria-label": title }, ...rows);
  return make("div", { class: "menu", id: "menu" }, head, list);
}

/** @param {Item} item @param {() => void} press */
function row({ words, reason, op, id, apart = false }, press) {
  const own = make("button", {
    type: "button",
    role: "menuitem",
    tabindex: "-1",
    class: apart ? "apart" : "",
    ...(op ? { "data-op": op } : {}),
    ...(id ? { id } : {}),
    ...(reason ? { "aria-disabled": "true" } : {}),
  });
  own.append(make("span", {}, words));
  if (reason) own.append(" ", make("small", {}, reason));
  own.addEventListener("click", press);
  return own;
}

/**
 * @param {KeyboardEvent} event @param {HTMLElement[]} items
 * @param {(back?: boolean) => void} close
 */
function keys(event, items, close) {
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  event.stopPropagation(); // the page's own keys are not meant
  switch (event.key) {
    case "Escape":
      return close(true);
    case "Tab":
      return close(true); // and the focus goes on from the button
    case "ArrowDown":
    case "ArrowUp":
    case "Home":
    case "End":
      event.preventDefault();
      return items.at(next(event.key, at, items.length))?.focus();
    default:
      return byLetter(event, items, at);
  }
}

/** @param {string} key @param {number} at @param {number} total */
function next(key, at, total) {
  if (key === "Home") return 0;
  if (key === "End") return total - 1;
  return (at + (key === "ArrowDown" ? 1 : total - 1)) % total;
}

/** The next item that starts with a letter. @param {KeyboardEvent} event @param {HTMLElement[]} items @param {number} at */
function byLetter(event, items, at) {
  const { key } = event;
  if (key.length !== 1 || key === " " || isCommand(event)) return;
  const turned = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  const letter = key.toLowerCase();
  turned.find((item) => item.textContent?.toLowerCase().startsWith(letter))?.focus();
}

/** Under its button or over it, wherever there is room. @param {HTMLElement} popup @param {HTMLElement} button */
function place(popup, button) {
  const around = (button.closest("[data-menu-edge]") ?? button).getBoundingClientRect();
  const { width, height } = popup.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = around.bottom + GAP;
  const above = around.top - GAP - height;
  const up = button.dataset["menuSide"] === "above" && above >= GAP;
  const top = !up && below + height <= clientHeight - GAP ? below : above;
  const left = Math.min(around.left, clientWidth - width - GAP);
  popup.style.left = `${Math.max(GAP, left)}px`;
  popup.style.top = `${Math.max(GAP, Math.min(top, clientHeight - height - GAP))}px`;
}
