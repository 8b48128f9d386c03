import { describe, expect, test } from "vitest";
import { candidatesFrom, type EventCatalogue } from "./candidates.ts";

const event = (name: string, accounts = 100, rest: object = {}) => ({ name, reserved: false, accounts, users: 500, ...rest });
const catalogue: EventCatalogue = {
  events: [event("Report viewed"), event("report_viewed", 50), event("ticket_opened", 80, { reserved: true }), event("ticket_closed", 80, { reserved: true }), event("survey_answered", 40, { reserved: true }), event("review_held", 30, { reserved: true })],
  seats: true,
  contracts: true,
  touchpoints: ["kick-off"],
};

describe("candidates from the catalogue", () => {
  const candidates = candidatesFrom(catalogue);
  const ids = candidates.map(({ id }) => id);

  test("every shape is tried", () => {
    expect(new Set(candidates.map(({ shape }) => shape))).toEqual(new Set(["level", "recency", "breadth", "share_of_seats", "per_user", "tenure_scaled", "trend", "support", "survey", "contact"]));
  });

  test("ids are unique, however alike the names", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("report_viewed_30d");
    expect(ids).toContain("report_viewed_2_30d");
  });

  test("definitions are those of the metric schema, durations parsed", () => {
    expect(candidates.find(({ id }) => id === "report_viewed_per_month_of_tenure")).toMatchObject({
      source: { kind: "attainment", metric: "report_viewed_90d", target: [[0.5, 0.5], [3, 3]] },
    });
    expect(candidates.find(({ id }) => id === "days_since_sponsor_review")?.definition).toEqual({ kind: "recency", events: ["review_held"], where: [{ property: "sponsor_present", is: true }] });
    expect(candidates.find(({ id }) => id === "report_viewed_30d")?.definition).toMatchObject({ window: { days: 30 } });
  });

  test("without seats, users or contracts nothing rests on them", () => {
    const bare = candidatesFrom({ events: [event("post", 10, { users: 0 })], seats: false, contracts: false, touchpoints: [] });
    expect(bare.map(({ id }) => id)).toEqual(["active_days_30d", "active_days_90d", "events_30d", "days_since_any_use", "events_trend_30d", "post_30d", "days_since_post", "post_trend_30d"]);
  });

  test("a limit keeps the events of many accounts, the service metrics, and what the kept ones rest on", () => {
    const events = Array.from({ length: 60 }, (_, i) => event(`feature ${i}`, 100 - i));
    const limited = candidatesFrom({ ...catalogue, events: [...events, ...catalogue.events.filter(({ reserved }) => reserved)] }, 40);
    const kept = new Set(limited.map(({ id }) => id));
    expect(limited.length).toBeLessThanOrEqual(42);
    expect(kept.has("feature_0_30d") && kept.has("open_tickets") && !kept.has("feature_50_30d")).toBe(true);
    for (const { source } of limited) if ("metric" in source) expect(kept.has(source.metric)).toBe(true);
  });

  test("an empty log has no candidates", () => {
    expect(candidatesFrom({ events: [], seats: true, contracts: true, touchpoints: [] })).toEqual([]);
  });
});
