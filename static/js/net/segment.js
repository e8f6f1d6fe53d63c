// @ts-check
/** The binary messages: eight bytes of header, then one deflated stream of JSON. */

import { COLUMNS, SERVER_COLUMNS } from "../core/line.js";
import { ProtocolError } from "./protocol.js";

/** @import {Segment, Segments, StockColumns} from "../types.js" */

const SEGMENT = 1;
const BUNDLE = 2;
const VERSION = 1;
const HEADER = 8;
/** Of a segment in a bundle: its epoch, then its minute. */
const ADDRESS = 6;

/** @param {ArrayBuffer} data @returns {Promise<Segment | Segments>} */
export function decodeBinary(data) {
  const bundled = data.byteLength > HEADER && new DataView(data).getUint8(0) === BUNDLE;
  return bundled ? decodeBundle(data) : decodeSegment(data);
}

/** @param {ArrayBuffer} data @returns {Promise<Segment>} */
export async function decodeSegment(data) {
  const { minute, epoch } = readHeader(data);
  const body = JSON.parse(await inflate(data.slice(HEADER), "deflate"));
  return checked({ type: "segment", ...body, epoch }, minute);
}

/** Many segments: their addresses, then the list of them. @param {ArrayBuffer} data */
async function decodeBundle(data) {
  const view = headed(data, BUNDLE);
  const count = view.getUint16(2, true);
  const begin = HEADER + count * ADDRESS;
  const text = await inflate(data.slice(begin), "deflate-raw");
  return { type: /** @type {const} */ ("segments"), read: () => listed(view, text) };
}

/** @param {DataView} view @param {string} text @returns {Segment[]} */
function listed(view, text) {
  const bodies = JSON.parse(text);
  if (bodies.length !== view.getUint16(2, true))
    throw new ProtocolError("bundle: another number");
  return bodies.map((/** @type {any} */ body, /** @type {number} */ i) => {
    const at = HEADER + i * ADDRESS;
    const epoch = view.getUint32(at, true);
    return checked({ type: "segment", ...body, epoch }, view.getUint16(at + 4, true));
  });
}

/** @param {ArrayBuffer} data */
export function readHeader(data) {
  const view = headed(data, SEGMENT);
  return { minute: view.getUint16(2, true), epoch: view.getUint32(4, true) };
}

/** @param {ArrayBuffer} data @param {number} kind */
function headed(data, kind) {
  if (data.byteLength <= HEADER) throw new ProtocolError("segment: too short");
  const view = new DataView(data);
  if (view.getUint8(0) !== kind || view.getUint8(1) !== VERSION) {
    throw new ProtocolError("segment: unknown kind or version");
  }
  return view;
}

/**
 * By the browser, or by a library where the browser is too old.
 * @param {ArrayBuffer} bytes @param {"deflate" | "deflate-raw"} format
 */
async function inflate(bytes, format) {
  const stream = decompression(format);
  if (!stream) return inflatedByLibrary(bytes, format);
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).text();
}

/** @param {"deflate" | "deflate-raw"} format */
function decompression(format) {
  try {
    return new DecompressionStream(format);
  } catch {
    return null; // there is none, or not of this format
  }
}

/** @param {ArrayBuffer} bytes @param {"deflate" | "deflate-raw"} format */
async function inflatedByLibrary(bytes, format) {
  const { inflateSync, unzlibSync } = await import("../../vendor/fflate.js");
  const inflated = format === "deflate" ? unzlibSync : inflateSync;
  return new TextDecoder().decode(inflated(new Uint8Array(bytes)));
}

/**
 * @param {Segment} segment @param {number} minute as the header says
 * @returns {Segment}
 */
function checked(segment, minute) {
  if (segment.minute !== minute) throw new ProtocolError("segment: two minutes");
  if (!segment.columns) throw new ProtocolError("segment: no columns");
  for (const name of COLUMNS) sixty(segment.columns[name], name);
  if (!Array.isArray(segment.servers)) throw new ProtocolError("segment: no servers");
  for (const server of segment.servers) {
    for (const name of SERVER_COLUMNS) sixty(server?.[name], `servers.${name}`);
  }
  if (typeof segment.stocks !== "object" || segment.stocks === null) {
    throw new ProtocolError("segment: no stocks");
  }
  return { ...segment, stocks: { ...unknown(segment.stocks), ...segment.stocks } };
}

/**
 * What is not seen of the stocks, of each the same: nobody knows.
 * @param {StockColumns} stocks @returns {StockColumns}
 */
function unknown(stocks) {
  const none = (stocks.move_bp ?? stocks.position ?? []).map(() => NaN);
  return { position: none, move_bp: none, participation_pct: none };
}

/**
 * What a seat in fog does not see is not there at all.
 * @param {unknown} values @param {string} name
 */
function sixty(values, name) {
  if (values === undefined) return;
  if (!Array.isArray(values) || values.length !== 60) {
    throw new ProtocolError(`segment: ${name} must hold sixty values`);
  }
}
