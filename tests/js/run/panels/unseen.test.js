import assert from "node:assert/strict";
import test from "node:test";

import { serverExample } from "../../helpers.js";

import { decode } from "../../../../static/js/net/protocol.js";
import { Line } from "../../../../static/js/core/line.js";
import { describe as said, serverWords } from "../../../../static/js/core/servers.js";
import { emails } from "../../../../static/js/run/panels/inbox/inbox.model.js";
import { headline, phase } from "../../../../static/js/core/headline.js";
import { Session } from "../../../../static/js/core/session.js";
import { money, NONE } from "../../../../static/js/core/format.js";

const sixty = (value) => new Array(60).fill(value);

/** A minute of which a seat sees these columns. */
function seen(columns, server = {}) {
  const line = new Line(480, 8);
  const segment = {
    minute: 0,
    columns,
    servers: Array.from({ length: 8 }, () => server),
  };
  line.fill(0, segment, 60);
  return line;
}

test("who is not told the cost of getting out has what the position screen showed", () => {
  const line = seen({ pnl_own: sixty(-1200), held: sixty(10) });

  assert.equal(headline(line, 59).cents, -1200);
  assert.equal(headline(line, 59).label, "What the book says");
});

test("who sees no figure at all is shown none", () => {
  assert.equal(money(headline(seen({}), 59).cents), NONE);
});

test("whoever does not know of loops is not told that they have stopped", () => {
  assert.equal(phase(seen({ held: sixty(10) }), 59, 30), "Market open");
});

test("an e-mail is there though nobody says which server it is about", () => {
  const counts = sixty(0).fill(1, 30);

  assert.deepEqual(emails(seen({ emails: counts })), [{ at: 31, server: 0 }]);
});

test("a tile does not say which code a server has where that is not told", () => {
  const state = 2 + 16;
  const session = {
    store: { line: seen({}, { state: sixty(state) }) },
    log: [{ op: "deploy", tick: 5, servers: [1], seq: 1 }],
    view: { hides: () => false },
  };

  assert.equal(
    serverWords(session, 0, 59).detail,
    said({ state, loops: 0, known: false }).detail,
  );
});

test("a snapshot may keep the scenario and say what it hides", () => {
  const full = serverExample("snapshot");
  const run = { ...full.run, scenario: "", title: "", seed: null };
  const session = new Session(() => 0);
  session.apply(decode(JSON.stringify({ ...full, run, hides: ["loss"], late: 120 })));

  assert.deepEqual(
    [session.run.seed, session.hides, session.late],
    [null, ["loss"], 120],
  );
});
