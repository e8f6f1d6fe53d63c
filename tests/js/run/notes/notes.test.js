/** What a page holds of notes, and how they are shown. */

import {
  ANY,
  NoteBook,
  authors,
  badges,
  brief,
  chosen,
  clusters,
  isNow,
  span,
} from "../../../../static/js/run/notes/notes.model.js";
import assert from "node:assert/strict";
import test from "node:test";

let made = 0;
const note = (fields = {}) => {
  made++;
  return {
    id: `n${made}`,
    number: made,
    answers: null,
    at: 6060,
    last: null,
    panel: "",
    author: "Ann",
    by: "a",
    text: "Why?",
    created: made,
    resolved: null,
    deleted: false,
    ...fields,
  };
};
const book = (...notes) => {
  const own = new NoteBook();
  for (const one of notes) own.enter(one);
  return own;
};
const ids = (threads) => threads.map((thread) => thread.note.id);

test("a note is replaced by a newer form of it and never by an older", () => {
  const one = note();
  const own = book(one);

  assert.equal(own.enter({ ...one, number: one.number - 1, text: "old" }), false);
  assert.equal(own.enter(one), false);
  assert.equal(own.enter({ ...one, number: one.number + 9, text: "new" }), true);
  assert.equal(own.notes.get(one.id).text, "new");
  assert.equal(own.newest(), one.number + 9);
});

test("the book agrees with the server when it holds as many up to the same number", () => {
  const [one, two] = [note(), note({ at: 9000, last: 9100 })];
  const own = book(one, two);

  assert.ok(own.agrees([two.number, 2], null));
  assert.ok(!own.agrees([two.number + 1, 2], null));
  assert.ok(!own.agrees([two.number, 3], null));
  assert.ok(own.agrees([one.number, 1], 9050), "its own of what is to come count not");
  assert.ok(new NoteBook().agrees([0, 0], null));
  own.replace([one]);
  assert.ok(own.agrees([one.number, 1], null));
});

test("threads stand in the order of the morning, with their answers", () => {
  const late = note({ at: 7000 });
  const early = note({ at: 100 });
  const gone = note({ at: 50, deleted: true });
  const kept = note({ at: 60, deleted: true });
  const answers = [late, kept, late].map(({ id, at }) => note({ answers: id, at }));
  const lost = note({ answers: late.id, deleted: true });

  const threads = book(late, early, gone, kept, ...answers, lost).threads();

  assert.deepEqual(ids(threads), [kept.id, early.id, late.id]);
  assert.deepEqual(
    threads[2].answers.map(({ id }) => id),
    [answers[0].id, answers[2].id],
  );
});

test("threads are chosen by state, panel, author, words and what may be told", () => {
  const one = note({ panel: "flow", text: "Who LOOKED?" });
  const two = note({ resolved: 5, at: 7000 });
  const answer = note({ answers: two.id, by: "b", author: "Bob", text: "Nobody" });
  const threads = book(one, two, answer).threads();
  const pick = (choice, told) => ids(chosen(threads, { ...ANY, ...choice }, told));

  assert.deepEqual(pick({}), [one.id, two.id]);
  assert.deepEqual(pick({ state: "open" }), [one.id]);
  assert.deepEqual(pick({ state: "resolved" }), [two.id]);
  assert.deepEqual(pick({ panel: "flow" }), [one.id]);
  assert.deepEqual(pick({ author: "b" }), [two.id]);
  assert.deepEqual(pick({ text: " looked" }), [one.id]);
  assert.deepEqual(pick({ text: "bob" }), [two.id]);
  assert.deepEqual(pick({}, 6999), [one.id]);
  assert.deepEqual(authors(threads), [
    { by: "a", author: "Ann" },
    { by: "b", author: "Bob" },
  ]);
});

test("a note is of the moment while the clock passes it", () => {
  const second = note({ at: 100 });
  const range = note({ at: 100, last: 200 });

  assert.deepEqual(
    [99, 100, 109, 110].map((t) => isNow(second, t)),
    [false, true, true, false],
  );
  assert.deepEqual(
    [99, 100, 200.9, 201].map((t) => isNow(range, t)),
    [false, true, true, false],
  );
});

test("panels count their open notes of the moment", () => {
  const own = book(
    note({ panel: "flow", at: 10 }),
    note({ panel: "flow", at: 12 }),
    note({ panel: "loss", at: 12, resolved: 1 }),
    note({ at: 12 }),
  );

  assert.deepEqual(badges(own.threads(), 13), { flow: 2 });
});

test("marks that would stand on each other are one", () => {
  const threads = book(...[0, 4, 9, 20, 31].map((at) => note({ at }))).threads();

  const found = clusters(threads, (t) => t, 10);

  assert.deepEqual(
    found.map((group) => group.map((thread) => thread.note.at)),
    [[0, 4, 9], [20], [31]],
  );
});

test("a moment and a range are said shortly, and so are words", () => {
  assert.equal(span({ at: 6060, last: null }), "9:41:00");
  assert.equal(span({ at: 6060, last: 6120 }), "9:41:00–9:42:00");
  const tree = [
    { tag: "p", inside: ["a ", { tag: "strong", inside: ["b"] }, "c"] },
    { tag: "ul", inside: [{ tag: "li", inside: ["d"] }] },
  ];
  assert.equal(brief(note({ tree })), "a bc d");
  assert.equal(brief(note({ tree: ["😀".repeat(9)] }), 5), "😀😀😀😀…");
});
