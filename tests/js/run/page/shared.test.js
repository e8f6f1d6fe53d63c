/** What a share link's page begins with, and the words of the share dialog. */

import {
  endOf,
  frameOf,
  linkLine,
  reachWords,
} from "../../../../static/js/run/sharing/share.model.js";
import { Session } from "../../../../static/js/core/session.js";
import assert from "node:assert/strict";
import { serverExample } from "../../helpers.js";
import { sharedMoment } from "../../../../static/js/run/page/shared.model.js";
import test from "node:test";

const NOW = 1_790_000_000;

test("a page that no link opened has no shared moment", () => {
  assert.equal(sharedMoment({ runId: "x", at: "60" }), null);
});

test("token, moment, range and looks come from the page", () => {
  const data = { token: "abc", name: "Desk", at: "6060", first: "0", last: "6300" };

  assert.deepEqual(sharedMoment({ ...data, looks: '{"view":"tape","server":8}' }), {
    token: "abc",
    name: "Desk",
    at: 6060,
    range: [0, 6300],
    looks: { view: "tape", server: 8 },
  });
  assert.equal(sharedMoment({ token: "abc", at: "0" })?.range, null);
});

test("whoever looks at a moment of their own moves no clock but theirs", () => {
  const session = new Session(() => 1000);
  session.apply({ ...serverExample("snapshot"), role: "host", may: ["pause", "seek"] });
  const before = session.moves("seek");

  session.view.detach({ action: "seek", to: 6060, paused: true });

  assert.deepEqual([before, session.moves("seek")], [true, false]);
  assert.equal(session.view.time(), 6060);
  assert.notEqual(session.view.runTime(), 6060);
  session.view.attach();
  assert.equal(session.moves("play"), true);
});

test("a link ends never, after a while by the server's clock, or with a day", () => {
  assert.equal(endOf("", "", NOW), null);
  assert.equal(endOf("3600", "", NOW), new Date((NOW + 3600) * 1000).toISOString());
  const day = new Date(endOf("date", "2030-01-31", NOW) ?? "");
  assert.deepEqual([day.getDate(), day.getHours()], [31, 23]);
  assert.equal(endOf("date", "", NOW), null);
});

test("a link is told in one line", () => {
  const link = {
    role: "comment",
    at: "09:41:00",
    uses: 0,
    expires: null,
    used_at: null,
  };
  const when = (/** @type {number} */ unix) => `t${unix}`;

  assert.equal(
    linkLine({ ...link, embed: false }, when),
    "Watch and write notes · at 9:41:00 · not opened yet · never ends",
  );
  assert.equal(
    linkLine({ ...link, embed: true, uses: 3, used_at: 7, expires: 9 }, when),
    "in a frame, pinned · at 9:41:00 · opened 3×, last t7 · ends t9",
  );
});

test("how far an address carries is said", () => {
  assert.match(reachWords("here"), /only on this machine/);
  assert.match(reachWords("network"), /only while this machine runs/);
  assert.match(frameOf("http://h/embed/x/"), /^<iframe src="http:\/\/h\/embed\/x\/" /);
});
