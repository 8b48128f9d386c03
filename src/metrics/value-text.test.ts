import { describe, expect, test } from "vitest";
import { metricSchema } from "./schema.ts";
import { exactValueText, metricValueText } from "./value-text.ts";

const share = { kind: "share_of_users", of: "seats", window: "30d" };
const count = { kind: "count", window: "30d" };
const recipe = { kind: "recipe", cases: [{ when: { metric: "a", over: 1 }, points: 95 }, { when: { metric: "a", over: 0 }, points: 58 }], otherwise: 20 };

describe("a raw value as people read it", () => {
  test.each<[object, number, string]>([
    [share, 0.135, "14 %"],
    [share, 0, "0 %"],
    [share, 0.004, "0.4 %"],
    [count, 1234, "1234"],
    [count, 1_234_567, "1,234,567"],
    [{ kind: "active_days", window: "90d" }, 1, "1 day"],
    [{ kind: "recency" }, 43.4567, "43.5 days"],
    [{ kind: "recency", unit: "days" }, 1, "1 day"],
    [{ kind: "trend", metric: "a" }, -0.123, "−12 %"],
    [{ kind: "rate", metric: "a", per: "seat" }, 0.5, "0.5 a seat"],
    [{ kind: "sum", property: "mb", window: "30d", unit: "MB" }, 812.6, "813 MB"],
    [{ kind: "open_items", opened: {}, closed: {}, item: "t", measure: "resolution_hours", window: "30d" }, 5, "5 hours"],
    [{ kind: "milestones", milestones: { a: {} } }, 0.5, "50 %"],
    [{ kind: "manual", measurement: "utilisation", due: "30d", unit: "percent" }, 45, "45 %"],
    [{ kind: "pulse" }, 50, "yellow"],
    [recipe, 58, "58 points"],
  ])("%j of %d is %s", (metric, value, text) => {
    expect(metricValueText(metricSchema.parse(metric), value)).toBe(text);
  });
});

test.each<[object, number, string]>([
  [share, 0.59964, "59.96 %"],
  [share, 0.6, "60 %"],
  [{ kind: "trend", metric: "a" }, -0.1234, "−12.34 %"],
  [{ kind: "trend", metric: "a" }, 0.1, "+10 %"],
  [{ kind: "trend", metric: "a" }, 0, "0 %"],
  [count, 1_234_567, "1234567"],
  [{ kind: "recency" }, 43.45678, "43.4568 days"],
  [{ kind: "pulse" }, 50, "yellow"],
])("beside a limit %j of %d is %s", (metric, value, text) => {
  expect(exactValueText(metricSchema.parse(metric), value)).toBe(text);
});
