import { describe, expect, test } from "vitest";
import { closest, listed, shorten, unknownName } from "./suggest.ts";

const metrics = ["weekly_active_users", "seats_active", "days_since_review", "csat"];

describe("the name that was meant", () => {
  test.each([
    ["weekly_actives", "weekly_active_users"],
    ["seats_actve", "seats_active"],
    ["Seats-Active", "seats_active"],
    ["seats active", "seats_active"],
    ["cast", undefined],
    ["csatt", "csat"],
    ["x", undefined],
    ["revenue", undefined],
    ["", undefined],
    ["a".repeat(10_000), undefined],
  ])("%s", (written, meant) => {
    expect(closest(written, metrics)).toBe(meant);
  });

  test("without a likely one the names that exist are listed", () => {
    expect(unknownName("metric", "revenue", metrics)).toEqual({
      message: "unknown metric `revenue`",
      help: "known: weekly_active_users, seats_active, days_since_review, csat",
    });
    expect(unknownName("stage", "revenue", [])).toEqual({ message: "unknown stage `revenue`", help: "no stage is defined" });
  });
});

test("long lists and texts are cut", () => {
  expect(listed(["a", "b", "c", "d"], 2)).toBe("a, b and 2 more");
  expect(listed(["a", "b", "c"], 2)).toBe("a, b, c");
  expect(shorten("abcdef", 4)).toBe("abc…");
});
