import { describe, expect, test } from "vitest";
import { companyStart, renewingCompany } from "../../../test/support/renewing-company.ts";
import { dayMs } from "../../lib/zone.ts";
import { metricSchema } from "../../metrics/schema.ts";
import { metricEvidence, outcomeEvidence } from "./evidence.ts";
import { guardAgainstLeaks } from "./leak-guard.ts";

const company = renewingCompany(5, { effect: 2, accounts: 300 });
const count = metricSchema.parse({ kind: "count", window: "30d" });
const trait = metricSchema.parse({ kind: "trait", trait: "value" });
const honest = { logins: count, days_since_login: metricSchema.parse({ kind: "recency" }), noise: count, office: trait, season: count, size: trait, wandering: count };

/** The company with the column of `metric` replaced; `value` gets the account's last decision, if any, and the instant. */
function withColumn(metric: string, value: (last: (typeof company.decisions)[number] | undefined, instant: number) => number) {
  const { measured, decisions } = company;
  const k = measured.metricIds.indexOf(metric);
  const last = new Map(decisions.map((decision) => [decision.account, decision]));
  const values = measured.values.map((old, i) => {
    if (i % measured.metricIds.length !== k) return old;
    const cell = Math.floor(i / measured.metricIds.length);
    return value(last.get(measured.accounts[Math.floor(cell / measured.instants.length)]!), measured.instants[cell % measured.instants.length]!);
  });
  return { ...measured, values };
}

const leaksOf = (measured: typeof company.measured) => guardAgainstLeaks(metricEvidence({ measured, definitions: honest, decisions: company.decisions, leadDays: 30, zone: "UTC" }), []);

describe("a company that leaks", () => {
  test("honest metrics pass, strong ones too", () => {
    expect(leaksOf(company.measured)).toEqual([]);
  });

  test.each<[string, string, Parameters<typeof withColumn>[1]]>([
    ["a flag written at the end over all rows", "known_only_at_extraction", (last) => (last?.lost ? 1 : 0)],
    ["days left until the exit", "label_derived", (last, instant) => (last?.lost ? (last.at - instant) / dayMs : 9999)],
    ["a total read at the extraction, when the lost had stopped long ago", "known_only_at_extraction", (last) => (last ? (last.at - companyStart) / dayMs / (last.lost ? 9 : 1) : 0)],
  ])("%s is caught", (_name, kind, value) => {
    expect(leaksOf(withColumn("size", value))).toContainEqual(expect.objectContaining({ kind, severity: "leak", metric: "size" }));
  });

  test("rows that were taken away with the customer are caught", () => {
    const lost = new Set(company.decisions.filter((decision) => decision.lost).map(({ account }) => account));
    const { measured } = company;
    const states = measured.states.map((state, i) => {
      const cell = Math.floor(i / measured.metricIds.length);
      return i % measured.metricIds.length === 0 && lost.has(measured.accounts[Math.floor(cell / measured.instants.length)]!) ? 1 : state;
    });
    // The renewals of those who were lost later are gone too, so nearly half of the renewals have no value.
    expect(leaksOf({ ...measured, states }).map(({ kind, metric }) => `${metric} ${kind}`)).toContain("logins rows_stop_at_exit");
  });
});

test("decisions by period, the latest last", () => {
  const at = (day: number, lost: boolean) => ({ account: "a", at: day * dayMs, knownAt: 0, since: 0, lost, mrr: 1, growth: 0 });
  expect(outcomeEvidence([at(0, false), at(5, true), at(31, false), at(59, true), at(60, true)], 30).periods).toEqual([
    { decisions: 1, lost: 0 },
    { decisions: 1, lost: 1 },
    { decisions: 3, lost: 2 },
  ]);
});
