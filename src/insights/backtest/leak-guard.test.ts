import { describe, expect, test } from "vitest";
import { metricSchema } from "../../metrics/schema.ts";
import type { MetricEvidence } from "./leak.ts";
import { guardAgainstLeaks } from "./leak-guard.ts";
import { refusal } from "./refusal.ts";

const trait = (name: string) => metricSchema.parse({ kind: "trait", trait: name });
const count = metricSchema.parse({ kind: "count", window: "30d", events: ["report_viewed"] });
const auc = (value: number, reach = 0.02) => ({ value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), positives: 200, negatives: 80 });
const inShort = (metric: MetricEvidence): string[] => guardAgainstLeaks([metric], []).map(({ kind, severity }) => `${kind} ${severity}`);

describe("metrics that know too much", () => {
  test.each<[string, MetricEvidence, string[]]>([
    ["an honest count", { id: "reports", definition: count, auc: auc(0.74), facts: { count: 900, knownLate: 3, medianLagDays: 0.1 }, presence: { won: 200, wonPresent: 190, lost: 80, lostPresent: 60 } }, []],
    ["facts after the instant", { id: "reports", definition: count, valuesMovedByLaterFacts: { moved: 12, checked: 400 } }, ["dated_after_instant leak"]],
    ["dated at signup, known at the end", { id: "seats", definition: trait("seats"), facts: { count: 100, knownLate: 98, medianLagDays: 400 } }, ["known_only_at_extraction leak"]],
    ["one value for all time that tells who left", { id: "tier", definition: trait("tier"), history: { single: 300, accounts: 300 }, auc: auc(0.63, 0.06) }, ["known_only_at_extraction suspicion"]],
    ["one value for all time that tells nothing", { id: "tier", definition: trait("tier"), history: { single: 300, accounts: 300 }, auc: auc(0.52, 0.06) }, []],
    ["a flag named after the outcome", { id: "flag", definition: trait("churn_flag"), auc: auc(0.8) }, ["label_derived leak"]],
    ["such a name that tells nothing", { id: "flag", definition: trait("churn_flag"), auc: auc(0.5, 0.05) }, ["label_derived suspicion"]],
    ["a renewal campaign is no outcome", { id: "campaign", definition: trait("renewal_campaign"), auc: auc(0.7) }, []],
    ["separates nearly perfectly", { id: "days_left", definition: trait("days_left"), auc: auc(0.995, 0.01) }, ["label_derived leak"]],
    ["in the other direction too", { id: "days_left", definition: trait("days_left"), auc: auc(0.005, 0.01) }, ["label_derived leak"]],
    ["better than honest ones", { id: "use", definition: count, auc: auc(0.95) }, ["label_derived suspicion"]],
    ["filled in only for the lost", { id: "reason", definition: trait("reason"), presence: { won: 200, wonPresent: 1, lost: 80, lostPresent: 80 } }, ["label_derived leak"]],
    ["the rows of the lost are gone", { id: "use", definition: count, presence: { won: 200, wonPresent: 140, lost: 80, lostPresent: 1 } }, ["rows_stop_at_exit leak"]],
  ])("%s", (_name, metric, expected) => {
    expect(inShort(metric)).toEqual(expected);
  });
});

describe("feeds and outcomes that know too much", () => {
  const losses = (days: number): number[] => Array.from({ length: 40 }, (_, i) => (i % 10 === 0 ? 100 + i : days));

  test("an exit that always lies thirty days after the last event was computed from it", () => {
    const [found] = guardAgainstLeaks([], [{ feed: "logins", daysFromLastEventToExit: losses(30) }]);
    expect(found?.text).toBe("last events lie 30 days before the exit in 90 % of the losses: the exit was derived from use, so recency measures the label");
    expect(guardAgainstLeaks([], [{ feed: "logins", daysFromLastEventToExit: losses(1) }])).toEqual([]);
    expect(guardAgainstLeaks([], [{ feed: "logins", daysFromLastEventToExit: Array.from({ length: 40 }, (_, i) => i * 2) }])).toEqual([]);
  });

  test("losses that pile up where the data ends are missing renewals", () => {
    const steady = Array.from({ length: 6 }, () => ({ decisions: 400, lost: 20 }));
    const [found] = guardAgainstLeaks([], [], { periods: [...steady, { decisions: 400, lost: 150 }] });
    expect(found).toMatchObject({ kind: "losses_at_the_end", severity: "leak" });
    expect(found?.text).toContain("38 % of the last period's contracts were not renewed, 5 % before");
    expect(guardAgainstLeaks([], [], { periods: [...steady, { decisions: 400, lost: 28 }] })).toEqual([]);
  });
});

describe("data that no backtest can be made of", () => {
  test.each([
    ["labels without dates", { dated: 0, labelledWithoutDate: 7043, instants: 1 }, "refused: 7043 accounts are labelled as lost or kept, but nothing says when."],
    ["no outcomes", { dated: 0, labelledWithoutDate: 0, instants: 100 }, "refused: there are no outcomes."],
    ["everything at one instant", { dated: 50, labelledWithoutDate: 0, instants: 1 }, "refused: everything is dated at one instant"],
  ])("%s", (_name, supply, reason) => {
    expect(refusal(supply)).toContain(reason);
  });
  test("dated outcomes and a history are enough to try", () => {
    expect(refusal({ dated: 3, labelledWithoutDate: 0, instants: 50 })).toBeUndefined();
  });
});
