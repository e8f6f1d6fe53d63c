/** The page of a run opens its line before its scripts are there, and says what they would. */

import { RunSocket } from "../../../static/js/net/socket.js";
import { serverExample } from "../helpers.js";
import assert from "node:assert/strict";
import { hello } from "../../../static/js/net/protocol.js";
import { project } from "../helpers.js";
import { readFileSync } from "node:fs";
import { takeEarly } from "../../../static/js/net/early.js";
import test from "node:test";
import vm from "node:vm";

const BOOT = readFileSync(project("static/js/boot.js"), "utf8");
const URL_OF_RUN = "wss://here/ws/runs/7/";

class FakeSocket {
  sent = [];
  readyState = 0;
  constructor(url) {
    this.url = url;
  }
  send(text) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.onopen();
  }
}

/** What boot.js leaves on a page with this script element and this address. */
function booted({ dataset = {}, hash = "", stored = null, wide = true } = {}) {
  const added = [];
  const page = {
    document: {
      documentElement: { dataset: {} },
      currentScript: { dataset },
      createElement: (name) => ({ name, addEventListener() {} }),
      head: { append: (element) => added.push(element) },
    },
    location: { hash, search: "", pathname: "/runs/7/", origin: "https://here" },
    matchMedia: () => ({ matches: wide }),
    localStorage: { getItem: () => null },
    sessionStorage: { getItem: () => stored },
    URLSearchParams,
    WebSocket: FakeSocket,
  };
  vm.runInNewContext(BOOT, page);
  page.early?.socket.open();
  return { early: page.early, added };
}

const have = [];
const PAGES = [
  ["a run", {}, "", { have }],
  ["a moment", {}, "#t=09:41:00", { have, at: 6060 }],
  ["a moment and a view", {}, "#t=08:00:00&view=desk", { have, at: 0 }],
  ["a link", { key: "token", at: "6840" }, "", { have, key: "token", at: 6840 }],
  ["a link at 8:00", { key: "token", at: "0" }, "", { have, key: "token", at: 0 }],
  ["a projector", { projector: "on" }, "", { have, projector: true }],
];

for (const [name, more, hash, greeting] of PAGES) {
  test(`it greets as the page of ${name} would`, () => {
    const { early } = booted({ dataset: { run: "7", ...more }, hash });

    assert.equal(early.said, JSON.stringify(hello(greeting)));
    assert.deepEqual(early.socket.sent, [early.said]);
    assert.equal(early.socket.url, URL_OF_RUN);
  });
}

test("it leaves the greeting to the page where a key or a seat has to be shown", () => {
  for (const hash of ["#operate=k", "#seat=s", "#t=9:41", "#t=17:00:00"]) {
    assert.equal(booted({ dataset: { run: "7" }, hash }).early.said, "", hash);
  }
  assert.equal(booted({ dataset: { run: "7" }, stored: "key" }).early.said, "");
});

test("another page opens nothing, and a phone fetches no Plotly", () => {
  const plotly = { plotly: "/p.js", plotlyStyle: "/p.css" };

  assert.equal(booted().early, undefined);
  assert.deepEqual(booted({ dataset: plotly, wide: false }).added, []);
  const [style, script] = booted({ dataset: plotly }).added;
  assert.deepEqual([style.href, script.src, script.async], ["/p.css", "/p.js", true]);
});

/** The page's own line, on which an early socket waits. */
async function connected(t, { url = URL_OF_RUN, said, open = true }) {
  t.after(() => (globalThis.early = undefined));
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const early = new FakeSocket(URL_OF_RUN);
  if (open) early.readyState = 1;
  const heard = [JSON.stringify(serverExample("snapshot"))];
  globalThis.early = { socket: early, said, heard: said ? heard : [] };
  const made = [];
  const messages = [];
  const socket = new RunSocket({
    url,
    hello: () => hello({ have }),
    resend: () => [],
    receive: (message) => messages.push(message.type),
    changed: () => undefined,
    broken: (error) => messages.push(error.message),
    Socket: class extends FakeSocket {
      constructor(own) {
        super(own);
        made.push(this);
      }
    },
  });
  socket.start();
  for (let i = 0; i < 10; i++) await Promise.resolve();
  return { socket, early, made, messages };
}

const GREETING = JSON.stringify(hello({ have }));

test("the page goes on from what was said and heard, and does not greet again", async (t) => {
  const { socket, early, made, messages } = await connected(t, { said: GREETING });

  assert.deepEqual([socket.state, messages], ["live", ["snapshot"]]);
  assert.deepEqual([early.sent, made], [[], []]);
  assert.equal(globalThis.early, undefined);
});

test("the page greets itself where nothing was said", async (t) => {
  const { socket, early, made } = await connected(t, { said: "" });

  assert.deepEqual([early.sent, made, socket.state], [[GREETING], [], "greeting"]);
});

test("a socket that is not open yet greets when it is", async (t) => {
  const { socket, early } = await connected(t, { said: "", open: false });
  assert.deepEqual([early.sent, socket.state], [[], "connecting"]);

  early.open();

  assert.deepEqual([early.sent, socket.state], [[GREETING], "greeting"]);
});

test("another greeting, another line or a dead socket begins anew", async (t) => {
  const other = await connected(t, { said: JSON.stringify(hello({ have, at: 5 })) });
  assert.deepEqual([other.early.readyState, other.made.length], [3, 1]);

  globalThis.early = { socket: { url: "ws://elsewhere", readyState: 1 }, said: "" };
  assert.equal(takeEarly(URL_OF_RUN, GREETING), null);
  assert.equal(globalThis.early.socket.url, "ws://elsewhere");

  const dead = Object.assign(new FakeSocket(URL_OF_RUN), { readyState: 3 });
  globalThis.early = { socket: dead, said: GREETING, heard: [] };
  assert.equal(takeEarly(URL_OF_RUN, GREETING), null);
  assert.equal(takeEarly(URL_OF_RUN, GREETING), null);
});
