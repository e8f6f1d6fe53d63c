import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { _ } from "../../../static/js/core/words.js";

afterEach(() => {
  delete globalThis.gettext;
});

test("words without a catalogue are English", () => {
  assert.equal(_("Kill server {n}", { n: 8 }), "Kill server 8");
});

test("words come from the catalogue and values take their places in it", () => {
  globalThis.gettext = (/** @type {string} */ text) =>
    text === "Kill server {n}" ? "{n} 号服务器:停止" : text;
  assert.equal(_("Kill server {n}", { n: 8 }), "8 号服务器:停止");
});

test("words keep a place for which there is no value", () => {
  assert.equal(_("{n} of {all}", { n: 1 }), "1 of {all}");
});
