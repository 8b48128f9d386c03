import { expect, test } from "vitest";
import { type ExplanationView, explanationText } from "../../src/cli/explanation-text.ts";
import { unpainted } from "../../src/cli/problem-text.ts";
import type { Answer } from "../../src/contract/routes.ts";
import { journeyStatuses } from "../../src/journey/status.ts";
import { missingReasons } from "../../src/metrics/value.ts";
import { operations } from "../../src/scores/adjustment.ts";
import { causes } from "../../src/scores/difference-state.ts";
import { golden } from "../support/golden.ts";

type Account = Answer<"getAccount">;
type Difference = Answer<"getDifference">;

const stamp = { asOf: "2026-03-01T00:00:00.000Z", version: "v1", note: null };
const measured = (value: number, text: string) => ({ value, text, missing: null });
const since = "2026-01-10T00:00:00.000Z";

const row: Account["row"] = {
  account: "a-1", name: "Globex", owner: "csm-1", stage: "adoption", stageName: "Adoption", stageStatus: null, stageDays: null, segments: [], score: 55.25, band: "yellow", since,
  isOverridden: false, coverage: 100, unknown: null, change7Days: null, change30Days: null, cause: null, pulledDownBy: { metric: "seats", name: "Active share of seats", now: measured(0.4, "40 %"), points: 21.5 },
  nextUp: { band: "green", points: 14.75 }, isStuck: false, benchmark: null, mrr: { amount: 1200, currency: "EUR" }, renewal: "2026-09-30T00:00:00.000Z",
};
const metric = (id: string, name: string, over: Partial<Account["metrics"][number]> = {}): Account["metrics"][number] => ({ metric: id, name, category: "product", raw: measured(0.4, "40 %"), score: 40, band: "yellow", weight: 0.5, contribution: 20, events: 12, latestEvent: since, ...over });
const account: Account = {
  ...stamp, knownAt: stamp.asOf, row, model: "base", computed: { score: 55.25, band: "yellow", since }, mean: 55.25, adjustments: [], override: null, journey: [], traits: {}, seats: 10, contractMonths: 14,
  categories: [{ category: "product", name: "Product", score: 55.25, band: "yellow", since, coverage: 100, weight: 1, contribution: 55.25 }],
  metrics: [metric("seats", "Active share of seats"), metric("logins", "Logins", { raw: measured(31, "31"), score: 70.5, band: "green", contribution: 35.25 })],
  levers: [],
};

const say = (over: Partial<Account>, view: Partial<ExplanationView> = {}): string => explanationText({ account: { ...account, ...over }, zone: "Europe/Berlin", hasLines: false, paint: unpainted, ...view });
const lever = (name: string, to: string): Account["levers"][number] => ({ metric: name, name, from: measured(1, "1"), to: { value: 2, text: to } });
const difference = (over: Partial<Difference>): NonNullable<ExplanationView["since"]> => ({
  asOf: Date.UTC(2026, 1, 22),
  difference: { ...stamp, account: "a-1", name: "Globex", from: { asOf: stamp.asOf, score: 50, band: "yellow" }, to: { asOf: stamp.asOf, score: 55.25, band: "yellow" }, points: 5.25, parts: [], ...over },
});

/** Each text of an explanation under what it is about. */
const said: readonly (readonly [about: string, text: string])[] = [
  ["no metric alone is enough", say({})],
  ["one is", say({ levers: [lever("Logins", "60")] })],
  ["several are, of which three are named", say({ levers: ["Logins", "Imports", "Exports", "Shares"].map((name) => lever(name, "at least 60")) })],
  ["the points are there, the band follows", say({ row: { ...row, nextUp: { band: "green", points: 0 } } })],
  ["nothing is better, and nothing pulls it down", say({ row: { ...row, band: "green", nextUp: null, pulledDownBy: null } })],
  ["little is known of the account itself", say({ row: { ...row, name: "a-1", owner: null, stageName: null, mrr: null, renewal: null, since: null } })],
  [
    "no band, and every reason for which a value is missing",
    say({
      row: { ...row, score: null, band: "unknown", coverage: 0, nextUp: null, unknown: { kind: "nothing_present", coverage: 0, floor: 50, text: "no metric has a value" } },
      mean: null,
      categories: [{ category: "product", name: "Product", score: null, band: "unknown", since, coverage: 0, weight: 0, contribution: 0 }],
      metrics: missingReasons.map((missing) => metric(missing, `Metric ${missing}`, { raw: { value: null, text: null, missing }, score: null, band: "unknown", weight: 0, contribution: 0 })),
    }),
  ],
  [
    "every adjustment, by the model and by people",
    say({
      adjustments: [
        ...operations.map((operation, place) => ({ id: operation, by: "model" as const, operation, amount: [0.8, 5, 60, 20][place] ?? 1, reason: `Reason to ${operation}`, author: null, expires: null, outcome: "applied" as const, effect: [-11, 5, 0, 2.5][place] ?? 0, because: ["open tickets are over 3 (they are 5)"] })),
        { id: "p", by: "person", operation: "add", amount: -5, reason: "They froze the budget", author: "csm-1", expires: "2026-04-01T00:00:00.000Z", outcome: "applied", effect: -5, because: [] },
        { id: "q", by: "person", operation: "add", amount: -1, reason: "Without an end", author: "csm-1", expires: null, outcome: "applied", effect: -1, because: [] },
        { id: "u", by: "model", operation: "multiply", amount: 0.8, reason: "No review for half a year", author: null, expires: null, outcome: "unknown", effect: 0, because: ["days since the last review: never seen"] },
        ...(["not_met", "expired"] as const).map((outcome) => ({ id: outcome, by: "model" as const, operation: "add" as const, amount: 5, reason: `Not said: ${outcome}`, author: null, expires: null, outcome, effect: 0, because: [] })),
      ],
    }),
  ],
  ["an override", say({ row: { ...row, score: 20, band: "red", since: null, isOverridden: true }, override: { id: "o", band: "red", score: 20, reason: "Their sponsor resigned", author: "csm-1", time: since, expires: "2026-04-01T00:00:00.000Z" } })],
  [
    "how it goes on its way, in several lines of business",
    say(
      { journey: [...journeyStatuses, null].map((status, place) => ({ line: `line-${place}`, name: `Line ${place}`, scores: place === 0, stage: "adoption", stageName: "Adoption", since, days: place + 1, status, reasons: status === null ? [] : ["Kick-off is overdue (onboarding)"], moves: [], activities: [], milestones: [] })) },
      { hasLines: true },
    ),
  ],
  ["nothing to compare with", say({}, { since: difference({ from: null, points: null }) })],
  ["nothing has changed", say({}, { since: difference({ from: { asOf: stamp.asOf, score: 55.25, band: "yellow" }, points: 0, parts: [{ cause: "data", subject: "seats", name: "Active share of seats", points: 0.01, before: null, after: null }] }) })],
  ["every cause of a change", say({}, { since: difference({ parts: causes.map((cause, place) => ({ cause, subject: place === 0 ? null : cause, name: `Subject of ${cause}`, points: place % 2 === 0 ? place + 1 : -place, before: null, after: null })) }) })],
];

test("an explanation in every situation: every message, word for word", () => {
  const text = said.map(([about, explanation]) => `## ${about}\n\n${explanation}`).join("\n\n");
  expect(text).toBe(golden("explanation.txt", text));
});
