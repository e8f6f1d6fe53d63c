import {
  actedOn,
  emails,
  sentBy,
} from "../../../../../static/js/run/panels/inbox/inbox.model.js";
import { Store } from "../../../../../static/js/core/store.js";
import assert from "node:assert/strict";
import { segment } from "../../../helpers.js";
import test from "node:test";

const steps = (...at) =>
  Array.from({ length: 60 }, (_, i) => at.filter((frame) => frame <= i).length);

test("each step of a server's count is one e-mail, at the end of its tick", () => {
  const store = new Store(3, 8);
  store.add(segment(0, 0, 0, { servers: [{}, { emails: steps(9, 9) }] }));
  store.add(
    segment(0, 1, 0, {
      servers: [{}, { emails: steps().map(() => 2) }, { emails: steps(5) }],
    }),
  );

  assert.deepEqual(emails(store.line), [
    { at: 10, server: 2 },
    { at: 10, server: 2 },
    { at: 66, server: 3 },
  ]);
});

test("after a gap nobody is told when the missing ones came", () => {
  const store = new Store(3, 8);
  store.add(segment(0, 2, 0, { servers: [{ emails: steps(30).map((n) => n + 7) }] }));

  assert.deepEqual(emails(store.line), [{ at: 151, server: 1 }]);
});

test("the list is cut at a time, that time included", () => {
  const list = [10, 10, 66, 80].map((at) => ({ at, server: 8 }));

  assert.deepEqual(
    [9, 10, 70, 80].map((t) => sentBy(list, t)),
    [0, 2, 3, 4],
  );
});

test("the e-mails count as acted on from the second of the act, unless it is struck out", () => {
  const act = { op: "act-on-emails", tick: 100, struck: false };
  const log = [{ ...act, op: "kill", tick: 50 }, act];

  assert.equal(actedOn(log, 99), undefined);
  assert.equal(actedOn(log, 100), act);
  assert.equal(actedOn([{ ...act, struck: true }], 200), undefined);
});
