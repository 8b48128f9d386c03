import { describe, expect, test } from "vitest";
import { frameAt, frameHeader, frameHeaderBytes, maxPayloadBytes, nextWholeFrame } from "./frame.ts";

const frame = (text: string, records = 1): Buffer => Buffer.concat([frameHeader(Buffer.from(text), records), Buffer.from(text)]);

describe("a frame", () => {
  test("is read as it was written", () => {
    expect(frameAt(frame("hello", 7), 0)).toMatchObject({ payload: Buffer.from("hello"), records: 7, end: frameHeaderBytes + 5 });
  });

  test.each([
    ["cut short in its payload", frame("hello").subarray(0, 18), "more"],
    ["cut short in its header", frame("hello").subarray(0, 9), "more"],
    ["cut short in its mark", frame("hello").subarray(0, 2), "more"],
    ["without its mark", Buffer.from("something else entirely"), "damaged"],
    ["with a length beyond all sense", Buffer.concat([frame("hello").subarray(0, 4), Buffer.from([255, 255, 255, 255]), Buffer.alloc(8)]), "damaged"],
  ])("%s is %s", (_name, bytes, expected) => {
    expect(frameAt(bytes, 0)).toBe(expected);
  });

  test("behind damage is found", () => {
    const bytes = Buffer.concat([frame("hello").subarray(0, 12), frame("world")]);
    expect(nextWholeFrame(bytes, 1)).toBe(12);
    expect(nextWholeFrame(frame("hello"), 1)).toBeUndefined();
  });

  test("has a largest size", () => {
    expect(() => frameHeader({ byteLength: maxPayloadBytes + 1 } as Uint8Array, 1)).toThrow(/at most/);
  });
});
