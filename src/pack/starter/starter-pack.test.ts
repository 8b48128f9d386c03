import { describe, expect, test } from "vitest";
import { assert, array, constantFrom, dictionary, integer, property, record, string } from "fast-check";
import { dayMs } from "../../lib/zone.ts";
import { reservedNames } from "../../events/vocabulary.ts";
import { checkPack } from "../check.ts";
import type { DataFacts, EventFacts, PropertyFacts } from "../data-facts.ts";
import { parsePack } from "../parse.ts";
import { starterPack } from "./starter-pack.ts";

const request = { id: "first", name: "First: a pack", timezone: "Europe/Berlin", currency: "EUR" };

function event(users: number, properties: Record<string, Partial<PropertyFacts>> = {}): EventFacts {
  const facts = Object.entries(properties).map(([name, values]) => [name, { numbers: 0, texts: [], ...values }]);
  return { count: users * 10 + 1, accounts: 1, users, properties: Object.fromEntries(facts) as EventFacts["properties"] };
}

function data(events: Record<string, EventFacts>, days = 365, accounts = 10): DataFacts {
  return { accounts, firstEvent: 0, lastEvent: days * dayMs - 1, events, traits: {} };
}

function proposed(facts: DataFacts): string[] {
  const text = starterPack({ ...request, facts });
  return text === undefined ? [] : Object.keys(parsePack([{ path: "health.yaml", text }]).pack?.metrics ?? { broken: text });
}

describe("a starter pack proposes only what the data can feed", () => {
  const product = { login: event(100), report_viewed: event(80) };
  const contracts = { contract_changed: event(0, { seats: { numbers: 5 } }) };
  test.each([
    ["nothing", {}, []],
    ["only contracts", contracts, []],
    ["several users an account, without seats", product, ["users_active", "days_since_use"]],
    ["with seats", { ...product, ...contracts }, ["seats_active", "days_since_use"]],
    ["one user an account", { login: event(10) }, ["active_days", "days_since_use", "use_trend"]],
    ["many features", { login: event(100), a: event(90), b: event(80), c: event(70), "d e": event(60) }, ["users_active", "days_since_use", "feature_breadth"]],
    ["tickets that are never closed", { ticket_opened: event(0) }, []],
    ["tickets", { ticket_opened: event(0), ticket_closed: event(0) }, ["oldest_ticket"]],
    ["a survey", { survey_answered: event(5, { score: { numbers: 3, lowest: 2, highest: 5 } }) }, ["satisfaction"]],
    ["NPS alone", { survey_answered: event(5, { score: { numbers: 3, lowest: 2, highest: 9 }, survey: { texts: ["nps"] } }) }, []],
    ["reviews without a sponsor", { review_held: event(0, { sponsor_present: { texts: ["false"] } }) }, []],
    ["reviews with the sponsor, and contacts", { review_held: event(0, { sponsor_present: { texts: ["true"] } }), interaction_logged: event(0) }, ["days_since_sponsor_review"]],
    ["contacts alone", { interaction_logged: event(0) }, ["days_since_contact"]],
    ["pulses", { pulse_set: event(0) }, ["pulse"]],
  ])("%s", (_name, events, metrics) => {
    expect(proposed(data(events))).toEqual(metrics);
  });

  test("windows are no longer than the data", () => {
    for (const days of [20, 40, 80, 120, 400]) {
      const facts = data({ login: event(10) }, days);
      const { problems } = checkPack([{ path: "health.yaml", text: starterPack({ ...request, facts }) ?? "" }], facts);
      expect(problems.map(({ code }) => code)).not.toContain("window-longer-than-data");
    }
  });

  test("of several surveys the one that isn't NPS is taken", () => {
    const answers = event(5, { score: { numbers: 3, lowest: 1, highest: 10 }, survey: { texts: ["NPS", "after support"] } });
    expect(starterPack({ ...request, facts: data({ survey_answered: answers }) })).toContain("survey: after support");
  });
});

test("without facts there is nothing to say about it", () => {
  const text = starterPack(request) ?? "";
  expect(checkPack([{ path: "health.yaml", text }]).problems).toEqual([]);
});

test("whatever the data, what is proposed passes the check", () => {
  const values = record({ numbers: integer({ min: 0, max: 9 }), lowest: integer({ min: 0, max: 3 }), highest: integer({ min: 3, max: 100 }), texts: array(constantFrom("nps", "csat", "true", "no", 'a "b": {'), { maxLength: 3 }) });
  const properties = dictionary(constantFrom("seats", "score", "survey", "sponsor_present"), values);
  const events = dictionary(constantFrom(...reservedNames, "login", "no", "Report: Viewed", "x#y", "__proto__", "ünïcode", "'", "a\nb"), record({ count: integer({ min: 1, max: 99 }), accounts: integer({ min: 0, max: 9 }), users: integer({ min: 0, max: 99 }), properties }));
  assert(
    property(events, integer({ min: 1, max: 500 }), string(), (seen, days, name) => {
      const text = starterPack({ ...request, name: name || "x", facts: data(seen, days) });
      if (text === undefined) return;
      const { pack, problems } = checkPack([{ path: "health.yaml", text }]);
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(pack).toBeDefined();
    }),
    { numRuns: 50 },
  );
});

test("what somebody chose is taken with its weight, and what it is made of is measured", () => {
  const facts = data({ login: event(10) });
  const text = starterPack({ ...request, facts, choice: { weights: { use_trend: 7 }, bands: { red_below: 33, yellow_below: 66 } } }) ?? "";
  const { pack } = checkPack([{ path: "health.yaml", text }], facts);
  expect(Object.keys(pack?.metrics ?? {})).toEqual(["active_days", "use_trend"]);
  expect(Object.entries(pack?.model.categories["product"]?.metrics ?? {}).map(([id, { weight }]) => [id, weight])).toEqual([["use_trend", 7]]);
  expect(pack?.model.bands).toMatchObject({ red_below: 33, yellow_below: 66 });
  expect(starterPack({ ...request, facts, choice: { weights: {}, bands: { red_below: 1, yellow_below: 2 } } })).toBeUndefined();
});
