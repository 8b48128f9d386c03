import { describe, expect, test } from "vitest";
import type { EventFact, Fact } from "./fact.ts";
import { maxAheadMs, validateFact } from "./validate.ts";

const receivedAt = Date.UTC(2026, 0, 1);
const recorded = { messageId: "m1", time: receivedAt - 1000, knownAt: receivedAt - 1000, source: "test" };

const event = (over: Partial<EventFact> = {}): EventFact => ({
  ...recorded, type: "event", account: "0", user: "", name: "login", properties: {},
  originalTime: recorded.time, receivedAt, attribution: "explicit", ...over,
});

describe("what can be kept", () => {
  test.each<[string, Fact]>([
    ["account id 0", event({ account: "0" })],
    ["ids with spaces and unicode", event({ account: " Müller & Söhne 株式会社 🙂", user: "  " })],
    ["an event that no account is known for yet", event({ account: "" })],
    ["an id of 512 characters", event({ account: "x".repeat(512) })],
    ["a time exactly 24 hours ahead", event({ time: receivedAt + maxAheadMs })],
    ["the first instant of 1990", event({ time: Date.UTC(1990, 0, 1) })],
    ["a trait known to be absent", { ...recorded, type: "account_trait", account: "a", trait: "plan", value: null }],
    ["a membership", { ...recorded, type: "membership", account: "a", user: "u" }],
    ["a reserved event that keeps its schema", event({ name: "owner_changed", properties: { owner: "kim" } })],
  ])("%s", (_name, fact) => {
    expect(validateFact(fact, receivedAt)).toBeUndefined();
  });
});

describe("what can't be kept, and why", () => {
  test.each<[string, Fact, string, RegExp]>([
    ["no message id", event({ messageId: "" }), "message id", /is empty/],
    ["an id of 513 characters", event({ account: "x".repeat(513) }), "account", /513 characters, 512 at most/],
    ["a NUL in an id", event({ user: "a\0b" }), "user", /NUL/],
    ["half of a surrogate pair", event({ account: "a\ud800" }), "account", /half of a character pair/],
    ["a time that isn't one", event({ time: Number.NaN }), "time", /not a time/],
    ["seconds taken for milliseconds", event({ time: 1_700_000_000 }), "time", /1990 to 2099/],
    ["a time that no date can have", event({ time: 1e300 }), "time", /1990 to 2099/],
    ["a time of the year 9999", event({ time: Date.UTC(9999, 0, 1) }), "time", /1990 to 2099/],
    ["a time further ahead than a clock can be", event({ time: receivedAt + maxAheadMs + 1 }), "time", /24 hours in the future/],
    ["a receipt outside the years", event({ knownAt: 0 }), "known_at", /1990 to 2099/],
    ["a number that is not finite", event({ properties: { n: Number.POSITIVE_INFINITY } }), "n", /finite/],
    ["a NUL in a property", event({ properties: { note: "\0" } }), "note", /NUL/],
    ["a text without end", event({ properties: { note: "x".repeat(70_000) } }), "note", /65536 at most/],
    ["a reserved event without its property", event({ name: "owner_changed" }), "owner", /owner_changed/],
    ["a reserved event with a band that isn't one", event({ name: "pulse_set", properties: { band: "blue", author: "kim" } }), "band", /pulse_set/],
    ["a trait without an account", { ...recorded, type: "account_trait", account: "", trait: "plan", value: 1 }, "account", /is empty/],
    ["a trait without a name", { ...recorded, type: "user_trait", user: "u", trait: "", value: 1 }, "trait", /is empty/],
    ["a membership without a user", { ...recorded, type: "membership", account: "a", user: "" }, "user", /is empty/],
  ])("%s", (_name, fact, field, reason) => {
    const problem = validateFact(fact, receivedAt);
    expect(problem?.field).toBe(field);
    expect(problem?.reason).toMatch(reason);
  });
});
