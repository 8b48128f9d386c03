import { describe, expect, test } from "vitest";
import { callTime, statesTime } from "./call-time.ts";
import { CallRejected, type RawCall } from "./call.ts";

const receivedAt = Date.parse("2026-03-01T12:00:00.000Z");
const iso = (offsetMs: number): string => new Date(receivedAt + offsetMs).toISOString();
const minute = 60_000;
const at = (call: RawCall, sentAt?: unknown) => callTime(call, { receivedAt, source: "web", sentAt, acceptsVocabulary: true });

describe("when a call happened", () => {
  test.each<[string, RawCall, unknown, number]>([
    ["without a time: when it was received", {}, undefined, 0],
    ["with an empty time: when it was received", { timestamp: "" }, iso(0), 0],
    ["without sentAt: as stated", { timestamp: iso(-5 * minute) }, undefined, -5 * minute],
    ["a clock that runs an hour ahead is set back", { timestamp: iso(55 * minute) }, iso(60 * minute), -5 * minute],
    ["a clock that runs an hour behind is set forward", { timestamp: iso(-65 * minute) }, iso(-60 * minute), -5 * minute],
    ["a clock that is years off", { timestamp: "1999-01-01T00:00:00Z" }, "1999-01-01T00:01:00Z", -minute],
    ["a skew below a second is the time on the way", { timestamp: iso(-5 * minute) }, iso(-999), -5 * minute],
    ["a skew of a second counts", { timestamp: iso(-5 * minute) }, iso(-1000), -5 * minute + 1000],
    ["a skew below a second ahead", { timestamp: iso(-5 * minute) }, iso(999), -5 * minute],
    ["a sentAt that is no time corrects nothing", { timestamp: iso(-5 * minute) }, "yesterday", -5 * minute],
    ["a sentAt in seconds corrects nothing", { timestamp: iso(-5 * minute) }, receivedAt / 1000, -5 * minute],
    ["the call's own sentAt comes before the batch's", { timestamp: iso(55 * minute), sentAt: iso(60 * minute) }, iso(0), -5 * minute],
    ["the call's own invalid sentAt leaves the batch's", { timestamp: iso(55 * minute), sentAt: "?" }, iso(60 * minute), -5 * minute],
    ["originalTimestamp is what the sender's clock said", { originalTimestamp: iso(55 * minute), timestamp: iso(0) }, iso(60 * minute), -5 * minute],
    ["what another server received and corrected stays", { originalTimestamp: iso(55 * minute), timestamp: iso(-7 * minute), receivedAt: iso(-2 * minute) }, iso(60 * minute), -7 * minute],
    ["epoch milliseconds are a time", { timestamp: receivedAt - minute }, undefined, -minute],
    ["a time after its sending stays behind the receipt", { timestamp: iso(61 * minute) }, iso(60 * minute), minute],
  ])("%s", (_name, call, sentAt, expected) => {
    expect(at(call, sentAt).time - receivedAt).toBe(expected);
  });

  test("a retry has another sentAt and so another time, to be told apart by nothing but its message id", () => {
    const call = { timestamp: iso(60 * minute) };
    const later = callTime(call, { receivedAt: receivedAt + 10 * minute, source: "web", sentAt: iso(75 * minute), acceptsVocabulary: true });
    expect(at(call, iso(62 * minute)).time).toBe(receivedAt - 2 * minute);
    expect(later.time).toBe(receivedAt - 5 * minute);
    expect(later.originalTime).toBe(at(call, iso(62 * minute)).originalTime);
  });

  test("all times are kept", () => {
    expect(at({ timestamp: iso(55 * minute) }, iso(60 * minute))).toEqual({ time: receivedAt - 5 * minute, originalTime: receivedAt + 55 * minute, sentAt: receivedAt + 60 * minute });
    expect(at({ timestamp: iso(0) })).not.toHaveProperty("sentAt");
  });

  test.each([
    ["2026-01-31T09:30:00.123Z", "2026-01-31T09:30:00.123Z"],
    ["2026-01-31T09:30:00.123456789Z", "2026-01-31T09:30:00.123Z"],
    ["2026-01-31T09:30:00+05:30", "2026-01-31T04:00:00.000Z"],
    ["2026-01-31T09:30:00-0800", "2026-01-31T17:30:00.000Z"],
    ["2026-01-31T09:30:00", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31 09:30:00", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31T09:30Z", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
  ])("%s is %s", (text, expected) => {
    expect(new Date(at({ timestamp: text }).time).toISOString()).toBe(expected);
  });

  test.each([["yesterday"], ["31/01/2026"], ["Sat, 31 Jan 2026 09:30:00 GMT"], ["2026-13-01T00:00:00Z"], ["1"], [1_700_000_000], [true], [{}], ["2026-01-31T09:30:00" + "0".repeat(10_000) + "Z"]])("%j is not a time", (value) => {
    expect(() => at({ timestamp: value })).toThrow(CallRejected);
  });

  test("whether a time is stated", () => {
    expect([{}, { timestamp: null }, { timestamp: "" }, { timestamp: "x" }, { originalTimestamp: 1 }].map(statesTime)).toEqual([false, false, false, true, true]);
  });
});
