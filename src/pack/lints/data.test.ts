import { describe, expect, test } from "vitest";
import { findingsOf, packWithMetric, placesOf } from "../../../test/support/pack.ts";
import type { DataFacts } from "../data-facts.ts";

const seen = { count: 1, accounts: 1, users: 1, properties: {} };
const facts: DataFacts = {
  accounts: 1,
  events: { report_viewed: seen, login: seen, ticket_opened: seen, ticket_closed: seen },
  traits: { plan: { accounts: 1, numbers: 0, texts: ["pro"] } },
};

describe("name-never-seen", () => {
  test.each([
    ["an event", { kind: "recency", events: ["login", "report_view"] }, ["events.1"], ["no event `report_view` was ever seen; did you mean `report_viewed`?"]],
    ["of a feature", { kind: "adoption", measure: "users", window: "30d", features: [{ events: ["login"] }, { events: ["export"] }] }, ["features.1.events.0"], ["no event `export` was ever seen"]],
    ["of a milestone", { kind: "milestones", milestones: { first: { events: ["logins"] } } }, ["milestones.first.events.0"], ["no event `logins` was ever seen; did you mean `login`?"]],
    ["a trait", { kind: "trait", trait: "plam" }, ["trait"], ["no trait `plam` was ever seen; did you mean `plan`?"]],
    ["a name that every object has", { kind: "trait", trait: "toString" }, ["trait"], ["no trait `toString` was ever seen"]],
    ["known ones", { kind: "count", window: "30d", events: ["login"] }, [], []],
  ])("%s", (_name, metric, places, messages) => {
    const findings = findingsOf("name-never-seen", packWithMetric(metric), facts);
    expect(placesOf(findings)).toEqual(places.map((place) => `metrics.extra.${place}`));
    expect(findings.map(({ message }) => message)).toEqual(messages);
  });

  test("nothing is said without facts", () => {
    expect(findingsOf("name-never-seen", packWithMetric({ kind: "recency", events: ["export"] }))).toEqual([]);
  });
});
