// @ts-check
/** The binary message: eight bytes of header, then one zlib stream of JSON. */

import { COLUMNS, SERVER_COLUMNS } from "../core/line.js";
import { ProtocolError } from "./protocol.js";

/** @import {Segment, StockColumns} from "../types.js" */

const KIND = 1;
const VERSION = 1;
const HEADER = 8;

/** @param {ArrayBuffer} data @returns {Promise<Segment>} */
export async function decodeSegment(data) {
  const { minute, epoch } = readHeader(data);
  const body = JSON.parse(await inflate(data.slice(HEADER)));
  return checked({ type: "segment", ...body, epoch }, minute);
}

/** @param {ArrayBuffer} data */
export function readHeader(data) {
  if (data.byteLength <= HEADER) throw new ProtocolError("segment: too short");
  const view = new DataView(data);
  if (view.getUint8(0) !== KIND || view.getUint8(1) !== VERSION) {
    throw new ProtocolError("segment: unknown kind or version");
  }
  return { minute: view.getUint16(2, true), epoch: view.getUint32(4, true) };
}

/** By the browser, or by a library where the browser is too old. @param {ArrayBuffer} bytes */
async function inflate(bytes) {
  if (typeof DecompressionStream === "undefined") {
    const { unzlibSync } = await import("../../vendor/fflate.js");
    return new TextDecoder().decode(unzlibSync(new Uint8Array(bytes)));
  }
  const stream = new Blob([bytes]).stream();
  return new Response(stream.pipeThrough(new DecompressionStream("deflate"))).text();
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
