import { crc32 } from "node:zlib";

/**
 * A frame: mark (4 bytes), length of the payload, number of records in it, CRC-32 of length, records and payload;
 * then the payload. Numbers are little-endian. The mark is how reading finds its feet again behind damage.
 */
const mark = Buffer.from([0xb7, 0xe1, 0x51, 0x62]);
export const frameHeaderBytes = 16;
/** More than the largest request body makes; a length beyond this is damage. */
export const maxPayloadBytes = 64 * 1024 * 1024;

/** What a frame says before its payload. */
export function frameHeader(payload: Uint8Array, records: number): Buffer {
  if (payload.byteLength > maxPayloadBytes) throw new RangeError(`a payload of the journal has ${payload.byteLength} bytes, ${maxPayloadBytes} at most`);
  const header = Buffer.allocUnsafe(frameHeaderBytes);
  mark.copy(header);
  header.writeUInt32LE(payload.byteLength, 4);
  header.writeUInt32LE(records, 8);
  header.writeUInt32LE(crc32(payload, crc32(header.subarray(4, 12))), 12);
  return header;
}

export interface Frame {
  readonly payload: Buffer;
  readonly records: number;
  /** Offset behind the frame. */
  readonly end: number;
}

/** The frame at an offset; `more` when it may go on behind what was read; `damaged` when it can't be one. */
export function frameAt(bytes: Buffer, offset: number): Frame | "more" | "damaged" {
  const begin = bytes.subarray(offset, offset + mark.length);
  if (!mark.subarray(0, begin.length).equals(begin)) return "damaged";
  if (bytes.length - offset < frameHeaderBytes) return "more";
  const length = bytes.readUInt32LE(offset + 4);
  if (length > maxPayloadBytes) return "damaged";
  const start = offset + frameHeaderBytes;
  if (start + length > bytes.length) return "more";
  const payload = bytes.subarray(start, start + length);
  if (crc32(payload, crc32(bytes.subarray(offset + 4, offset + 12))) !== bytes.readUInt32LE(offset + 12)) return "damaged";
  return { payload, records: bytes.readUInt32LE(offset + 8), end: start + length };
}

/** The offset of the first whole frame at or behind `from`; undefined when there is none. */
export function nextWholeFrame(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(mark, from); at >= 0; at = bytes.indexOf(mark, at + 1)) if (typeof frameAt(bytes, at) === "object") return at;
  return undefined;
}
