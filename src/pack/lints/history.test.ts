import { describe, expect, test } from "vitest";
import { findingsOf, packWith, soundSections } from "../../../test/support/pack.ts";
import { dayMs } from "../../lib/zone.ts";
import type { DataFacts } from "../data-facts.ts";
import type { Pack } from "../schema.ts";

function packOf(trend: Record<string, unknown>, window = "30d"): Pack {
  return packWith({ metrics: { ...soundSections.metrics, logins: { kind: "count", window }, growth: { kind: "trend", metric: "logins", ...trend } } });
}

/** Data of so many days. */
const facts = (days: number): DataFacts => ({ accounts: 1, firstEvent: 0, lastEvent: days * dayMs - 1, events: {}, traits: {} });

describe("trend-without-history", () => {
  test.each([
    ["none stated", {}, "trend `growth` has no `min_history`"],
    ["less than both windows", { min_history: "45d" }, "trend `growth` counts after 45d, but its two windows reach 60 days back"],
    ["both windows", { min_history: "60d" }, undefined],
    ["further back", { min_history: "60d", back: "8w" }, "trend `growth` counts after 60d, but its two windows reach 86 days back"],
  ])("%s", (_name, trend, message) => {
    expect(findingsOf("trend-without-history", packOf(trend)).map((finding) => finding.message)).toEqual(message === undefined ? [] : [message]);
  });
});

describe("window-longer-than-data", () => {
  test.each([
    ["enough data", 90, []],
    ["data for the windows but not for the trend", 60, ["`satisfaction` looks 90 days back, but the data spans 60"]],
    ["data of a month", 30, ["`satisfaction` looks 90 days back, but the data spans 30", "`growth` looks 60 days back, but the data spans 30"]],
  ])("%s", (_name, days, expected) => {
    expect(findingsOf("window-longer-than-data", packOf({}), facts(days)).map(({ message }) => message)).toEqual(expected);
  });

  test("nothing is said without facts", () => {
    expect(findingsOf("window-longer-than-data", packOf({}, "300d"))).toEqual([]);
  });

  test("a rate looks back as far as what it divides", () => {
    const metrics = { logins: { kind: "count", window: "90d" }, per_user: { kind: "rate", metric: "logins", per: "user" } };
    const pack = packWith({ metrics: { ...soundSections.metrics, ...metrics } });
    expect(findingsOf("window-longer-than-data", pack, facts(60)).map(({ path }) => path[1])).toEqual(["satisfaction", "logins", "per_user"]);
  });
});
