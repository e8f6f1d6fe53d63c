/** Numbers and money as a Chinese page has them: 万 is 10⁴, 亿 is 10⁸. */

import assert from "node:assert/strict";
import test from "node:test";

/** @param {string} text */
globalThis.gettext = (text) =>
  ({ "en-US": "zh-CN", "server {n}": "服务器 {n}", "Kill {names}": "停用{names}" })[
    text
  ] ?? text;
const { axisCount, axisMoney, count, exactMoney, int, money, moneyParts, serverNames } =
  await import("../../../static/js/core/format.js");
const { actWords } = await import("../../../static/js/core/act_words.js");

for (const [format, value, text] of [
  [money, 0, "0美元"],
  [money, -49, "0美元"],
  [money, -81_200, "−812美元"],
  [money, -25_701_227, "−26万美元"],
  [money, -318_794_780, "−319万美元"],
  [money, -8_900_000_000, "−8900万美元"],
  [money, -9_960_000_000, "−1亿美元"],
  [money, -46_041_014_445, "−4.6亿美元"],
  [money, 666_300_000_000, "66.63亿美元"],
  [exactMoney, -46_041_014_445, "−460,410,144.45美元"],
  [axisMoney, -40_000_000_000, "−4亿"],
  [axisMoney, 5_000_000_000, "5000万"],
  [axisMoney, 0, "0"],
  [count, 4_071_398, "407万"],
  [count, 947_981, "947,981"],
  [axisCount, 80_000, "8万"],
  [axisCount, 7500, "7500"],
  [int, -1234, "−1,234"],
]) {
  test(`${format.name}(${value}) is ${text}`, () => {
    assert.equal(format(value), text);
  });
}

test("the parts of a sum have no dollar before and name it after", () => {
  assert.deepEqual(moneyParts(-46_041_014_445), ["−", "4.6", "亿美元"]);
});

test("an act is said in the language of the page, one that has no words as the server did", () => {
  const act = { op: "kill", servers: [8], what: "Kill server 8" };

  assert.equal(actWords(act), "停用服务器 8");
  assert.equal(actWords({ ...act, op: "wait", what: "Wait" }), "Wait");
});

test("servers have their word from the catalogue", () => {
  assert.equal(serverNames([8], 8), "服务器 8");
});
