import {
  decodeBinary,
  decodeSegment,
  readHeader,
} from "../../../static/js/net/segment.js";
import { examples, segment, sixty } from "../helpers.js";
import { ProtocolError } from "../../../static/js/net/protocol.js";
import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Store } from "../../../static/js/core/store.js";

/** As the server packs it: kind, version, minute, epoch, then zlib. */
function packed(body, { kind = 1, version = 1, minute = body.minute, epoch = 0 } = {}) {
  const stream = deflateSync(JSON.stringify(body));
  const bytes = Buffer.alloc(8 + stream.length);
  bytes.writeUInt8(kind, 0);
  bytes.writeUInt8(version, 1);
  bytes.writeUInt16LE(minute, 2);
  bytes.writeUInt32LE(epoch, 4);
  stream.copy(bytes, 8);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

const body = (minute) => {
  const { columns, servers, stocks } = segment(0, minute, 3);
  return { minute, columns, servers, stocks };
};

test("a segment comes out with the epoch and the minute of its header", async () => {
  const found = await decodeSegment(packed(body(300), { epoch: 70_000 }));

  assert.deepEqual([found.type, found.minute, found.epoch], ["segment", 300, 70_000]);
  assert.deepEqual(found.columns.cash, sixty(3));
});

test("the example of the protocol has the columns we read, only shorter", async () => {
  const [example] = examples("segment");
  const long = (values) =>
    Array.from({ length: 60 }, (_, i) => values[i] ?? values.at(-1));
  const stretch = (columns) =>
    Object.fromEntries(Object.entries(columns).map(([name, v]) => [name, long(v)]));
  const whole = {
    ...example,
    columns: stretch(example.columns),
    servers: example.servers.map(stretch),
  };

  const found = await decodeSegment(packed(whole, { minute: 90 }));

  assert.equal(found.servers[0].state[59], 3);
  assert.deepEqual(found.stocks.move_bp, [-14]);
  assert.deepEqual([found.stocks.executed, found.stocks.volume], [[1180], [3105]]);
  assert.equal(found.split.accumulate.temporary, 4120);
  assert.equal(found.trips[0].guardrail, "gross-cap");
  assert.deepEqual(found.armed, ["gross-cap"]);
});

test("a browser without DecompressionStream reads the same", async (t) => {
  const bytes = packed(body(300), { epoch: 70_000 });
  const whole = await decodeSegment(bytes);
  const own = globalThis.DecompressionStream;
  t.after(() => (globalThis.DecompressionStream = own));
  delete globalThis.DecompressionStream;

  assert.deepEqual(await decodeSegment(bytes), whole);
  await assert.rejects(
    decodeSegment(new Uint8Array([1, 1, 7, 0, 0, 0, 0, 0, 1, 2]).buffer),
  );
});

const { segments: bundled, bundle } = JSON.parse(
  readFileSync("tests/fixtures/bundle.json", "utf8"),
);
const ofFixture = () => Uint8Array.from(Buffer.from(bundle, "base64")).buffer;

test("the bundle of the shared fixture comes out as its segments", async () => {
  const found = await decodeBinary(ofFixture());

  assert.equal(found.type, "segments");
  const segments = found.read();
  const places = segments.map(({ epoch, minute }) => [epoch, minute]);
  assert.deepEqual(
    places,
    bundled.map(({ epoch, columns }) => [epoch, columns.minute]),
  );
  for (const [i, { columns, servers, stocks }] of segments.entries()) {
    const own = bundled[i].columns;
    assert.deepEqual(
      [columns, servers, stocks],
      [own.columns, own.servers, own.stocks],
    );
  }
});

test("a browser without deflate-raw reads the same bundle", async (t) => {
  const whole = await decodeBinary(ofFixture());
  const own = globalThis.DecompressionStream;
  t.after(() => (globalThis.DecompressionStream = own));
  globalThis.DecompressionStream = class extends own {
    constructor(format) {
      if (format === "deflate-raw") throw new TypeError(format);
      super(format);
    }
  };

  assert.deepEqual((await decodeBinary(ofFixture())).read(), whole.read());
});

test("a bundle that says another number or version is refused", async () => {
  const short = new Uint8Array(ofFixture());
  short[1] = 2;
  await assert.rejects(decodeBinary(short.buffer), ProtocolError);
  const fewer = new Uint8Array(ofFixture());
  fewer[2] = 2;
  await assert.rejects(async () => (await decodeBinary(fewer.buffer)).read());
});

test("a segment alone comes out of either", async () => {
  const bytes = packed(body(300), { epoch: 70_000 });

  assert.deepEqual(await decodeBinary(bytes), await decodeSegment(bytes));
});

test("a segment of an older version has less to tell and is whole", async () => {
  const found = await decodeSegment(packed(body(90)));

  assert.deepEqual(
    [found.split, found.trips, found.armed],
    [undefined, undefined, undefined],
  );
});

test("another kind, another version or a stump is refused", async () => {
  assert.throws(() => readHeader(packed(body(1), { kind: 2 })), /kind or version/);
  assert.throws(() => readHeader(packed(body(1), { version: 9 })), /kind or version/);
  assert.throws(() => readHeader(new ArrayBuffer(8)), /too short/);
});

test("a header and a body that disagree are refused", async () => {
  await assert.rejects(decodeSegment(packed(body(7), { minute: 8 })), /two minutes/);
});

test("a segment without columns, servers or stocks is refused", async () => {
  for (const part of ["columns", "servers", "stocks"]) {
    const { [part]: _gone, ...rest } = body(7);
    await assert.rejects(decodeSegment(packed(rest)), (error) => {
      assert.ok(error instanceof ProtocolError);
      assert.equal(error.message, `segment: no ${part}`);
      return true;
    });
  }
});

test("a column that is not sixty long is refused by name", async () => {
  const short = body(7);
  short.columns.pnl_exit = [1, 2];
  const none = body(7);
  none.servers[3].loops = null;

  await assert.rejects(decodeSegment(packed(short)), /pnl_exit/);
  await assert.rejects(decodeSegment(packed(none)), /servers.loops/);
});

test("a column that a seat does not see is not there, and its values are unknown", async () => {
  const fogged = body(7);
  delete fogged.columns.pnl_exit;
  delete fogged.servers[3].loops;
  const store = new Store(480, 8);
  store.add(await decodeSegment(packed(fogged)));

  assert.equal(store.line.known[7], 60);
  assert.ok(Number.isNaN(store.line.at("pnl_exit", 425)));
  assert.ok(Number.isNaN(store.line.serverAt(3, "loops", 425)));
  assert.ok(!Number.isNaN(store.line.at("gross", 425)));
});

test("a stream that is not zlib is refused", async () => {
  const bytes = new Uint8Array([1, 1, 7, 0, 0, 0, 0, 0, 1, 2, 3, 4]);

  await assert.rejects(decodeSegment(bytes.buffer));
});
