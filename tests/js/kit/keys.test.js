/** Keys of all keyboards: signs with AltGr and Option, words that are being composed. */

import { isCommand, onKey } from "../../../static/js/kit/keys.js";
import assert from "node:assert/strict";
import test from "node:test";

/** @param {string} key @param {object} held */
const pressed = (key, { altGraph = false, ...held } = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
  getModifierState: (name) => name === "AltGraph" && altGraph,
});
const CTRL = { ctrlKey: true };
const ALT = { altKey: true };
const WINDOWS_ALTGR = { ...CTRL, ...ALT };

test("what AltGr or Option make is a sign, however the system says it", () => {
  const signs = [
    pressed("["),
    pressed("[", { altGraph: true }), // Linux
    pressed("]", { ...WINDOWS_ALTGR, altGraph: true }),
    pressed("[", WINDOWS_ALTGR),
    pressed("]", ALT), // a Mac's Option
    pressed("đ", { altGraph: true }),
    pressed("?", { shiftKey: true }),
    pressed("k"),
  ];

  assert.deepEqual(
    signs.map((event) => isCommand(event)),
    signs.map(() => false),
  );
});

test("keys with Ctrl, Alt or Meta stay the browser's", () => {
  const commands = [
    pressed("k", CTRL),
    pressed("[", CTRL),
    pressed("d", ALT),
    pressed("1", ALT),
    pressed("ArrowLeft", ALT),
    pressed("k", { metaKey: true }),
    pressed("ArrowRight", { altGraph: true }),
  ];

  assert.deepEqual(
    commands.map((event) => isCommand(event)),
    commands.map(() => true),
  );
});

test("while a word is composed no key is heard, nor the one that ends it", () => {
  const target = new EventTarget();
  const heard = [];
  onKey(target, ({ key }) => heard.push(key));

  const press = (key, about) =>
    target.dispatchEvent(Object.assign(new Event("keydown"), { key, ...about }));
  press("Escape", { isComposing: true, keyCode: 27 });
  press("Enter", { isComposing: false, keyCode: 229 });
  press("Escape", { isComposing: false, keyCode: 27 });

  assert.deepEqual(heard, ["Escape"]);
});
