import { expect, test } from "vitest";
import { aggregatesOf } from "../../src/metrics/plan.ts";
import { calendarOf } from "../../src/metrics/sweep/calendar.ts";
import { planSweep } from "../../src/metrics/sweep/plan.ts";
import { dayFactsQuery } from "../../src/storage/clickhouse/measure/day-facts.ts";
import { measureQueries } from "../../src/storage/clickhouse/measure/statements.ts";
import type { Query } from "../../src/storage/clickhouse/query.ts";
import { golden } from "../support/golden.ts";
import { kindExamples } from "../support/kind-examples.ts";

const asOf = Date.UTC(2026, 2, 31, 10);
const request = { workspace: "main", metrics: kindExamples, zone: "Europe/Berlin", currency: "EUR", rates: {} };
const atOneInstant = { ...request, instants: [asOf] };

/** A statement as a person reads it: its name, its text, its parameters. */
function page({ name, text, parameters = {} }: Query): string {
  const bound = Object.entries(parameters).map(([key, value]) => `-- ${key} = ${JSON.stringify(value)}`);
  return [`-- ${name}`, text, ...bound].join("\n");
}

/** Whatever is read from a table of the log is read of one workspace. */
function requireWorkspace(text: string): void {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  expect(count(/workspace = /g), text).toBeGreaterThanOrEqual(count(/FROM (?:events|account_traits|user_traits|memberships|event_names)\b/g));
}

const compare = (name: string, queries: readonly Query[]): void => {
  queries.forEach(({ text }) => requireWorkspace(text));
  const text = queries.length > 0 ? queries.map(page).join("\n\n") : "-- No statement: this kind is made of other metrics.";
  expect(text).toBe(golden(`sql/${name}.sql`, text));
};

test.each(Object.entries(kindExamples))("statements of %s, at one instant", (kind, metric) => {
  const { families, contracts } = measureQueries(atOneInstant, aggregatesOf(metric, kindExamples));
  compare(kind, [...families, ...(contracts ? [contracts] : [])]);
});

test("statements of every measurement", () => {
  const { born, feeds } = measureQueries(atOneInstant, []);
  const { feeds: feedsThen } = measureQueries({ ...atOneInstant, knownAt: asOf }, []);
  compare("every-measurement", [born, feeds, feedsThen]);
});

test("statements at several instants, as known then, for some accounts", () => {
  const some = { ...request, instants: [asOf - 86_400_000, asOf], knownAt: asOf, accounts: ["acme", "it's"] };
  compare("several-instants", measureQueries(some, aggregatesOf(kindExamples.active_users, kindExamples)).families);
});

test("days of events, packed for a sweep", () => {
  const { count, recency, sum } = kindExamples;
  const plan = planSweep([count, recency, sum].flatMap((metric) => aggregatesOf(metric, kindExamples)));
  const midnights = [Date.UTC(2026, 2, 28, 23), Date.UTC(2026, 2, 29, 22)];
  const calendar = calendarOf(midnights, plan.swept, request.zone);
  if (!calendar) throw new Error("those are midnights");
  compare("packed-days", [dayFactsQuery({ ...request, instants: midnights, range: { from: "acme", to: "globex" } }, plan, calendar)]);
});
