import { describe, expect, test } from "vitest";
import { causalMetrics, companyStart, decoyMetrics, renewingCompany } from "../../../test/support/renewing-company.ts";
import { Random } from "../../lib/random.ts";
import { dayMs } from "../../lib/zone.ts";
import type { Decision } from "../outcomes/observe.ts";
import type { MetricRows } from "./rows.ts";
import { findThreshold } from "./threshold.ts";
import { sampleOf, stabilityBy } from "./stability.ts";
import { wonLost, type WonLostReport } from "./won-lost.ts";

const namesWith = (report: WonLostReport, verdict: string): Set<string> => new Set(report.findings.filter((finding) => finding.verdict === verdict).map((finding) => finding.metric));

describe("a company whose truth is known", () => {
  test("both causes are found and every decoy refused in at least 95 of 100 seeds", () => {
    let right = 0;
    for (let seed = 0; seed < 100; seed += 1) {
      const consistent = namesWith(wonLost({ ...renewingCompany(seed, { effect: 2, accounts: 400 }), leads: [30, 90], zone: "UTC" }), "consistent");
      if (causalMetrics.every((metric) => consistent.has(metric)) && !decoyMetrics.some((metric) => consistent.has(metric))) right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(95);
  });

  test("where nothing is to be found it says so: something consistent in fewer than 5 of 100 seeds, something possible in fewer than 10", () => {
    const reports = Array.from({ length: 100 }, (_, seed) => wonLost({ ...renewingCompany(seed, { effect: 0, accounts: 120 }), leads: [30, 90], zone: "UTC" }));
    expect(reports.filter((report) => namesWith(report, "consistent").size > 0).length).toBeLessThan(5);
    expect(reports.filter((report) => !report.verdict.startsWith("nothing found")).length).toBeLessThan(10);
  });

  test("the report of one of them", () => {
    const company = renewingCompany(1, { effect: 2 });
    const report = wonLost({ ...company, leads: [30, 180], zone: "UTC", segmentOf: ({ account }) => (account < "account 2" ? "small" : "large") });
    const [best] = report.findings;
    expect(best).toMatchObject({ metric: "logins", leadDays: 30, verdict: "consistent", better: "more", overYears: { verdict: "stable" }, overSegments: { verdict: "stable" } });
    expect(best?.text).toMatch(/^logins over \d+, 30 days before: the others leave \d.* times as often, 95 % interval \d.* to .*, n = \d+$/);
    expect(best?.growth?.value).toBeGreaterThan(0.2);
    expect(best?.growth?.q).toBeLessThan(0.001);
    expect(best!.distribution.won[2]).toBeGreaterThan(best!.distribution.lost[2]!);
    expect(report.tested).toBe(14);
    expect(report.verdict).toMatch(/^consistent: logins, days_since_login/);
    expect(report.unseen[1]?.before_history).toBe(0);
  });

  test("too few losses are no ground for an answer", () => {
    const { measured, decisions } = renewingCompany(2);
    const few = decisions.filter((decision, i) => !decision.lost || i < 30);
    const report = wonLost({ measured, decisions: few, leads: [30], zone: "UTC" });
    expect(report.verdict).toMatch(/^not enough outcomes \(\d lost/);
    expect(report.findings[0]).toMatchObject({ verdict: "not_enough" });
  });

  test("missing values are counted by reason and by what became of the customer", () => {
    const { measured, decisions } = renewingCompany(3);
    const states = measured.states.map((_, cell) => (cell % measured.metricIds.length === 2 ? 2 : 0));
    const noise = wonLost({ measured: { ...measured, states }, decisions, leads: [30], zone: "UTC" }).findings.find(({ metric }) => metric === "noise");
    const lost = decisions.filter((decision) => decision.lost).length;
    expect(noise).toMatchObject({ won: 0, lost: 0, verdict: "not_enough", missing: [{ reason: "too_young", won: decisions.length - lost, lost }] });
  });
});

/** Rows where `renews` gives the chance of renewal for a standard normal value. */
function rowsOf(random: Random, n: number, renews: (x: number) => number): MetricRows {
  const values = Float64Array.from({ length: n }, () => random.normal());
  const index = Int32Array.from({ length: n }, (_, i) => i);
  return { values, won: Uint8Array.from(values, (x) => (random.unit() < renews(x) ? 1 : 0)), clusters: index, decisions: index, quarters: index.map(() => 0), missing: [] };
}

describe("the lift of a threshold that was searched", () => {
  const seeds = process.env["LONG"] ? 10_000 : 1000;
  const density = Array.from({ length: 1601 }, (_, i) => -4 + i * 0.005).map((x) => ({ x, weight: Math.exp((-x * x) / 2) }));
  const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

  test.each([["no effect", () => 0.85], ["an effect", (x: number) => logistic(2 + x)]] as const)("%s: its interval covers the truth in 93 to 97 %", (_name, renews) => {
    const shareWhere = (holds: (x: number) => boolean): number => {
      const side = density.filter(({ x }) => holds(x));
      return side.reduce((sum, { x, weight }) => sum + weight * renews(x), 0) / side.reduce((sum, { weight }) => sum + weight, 0);
    };
    let [covered, found] = [0, 0];
    for (let seed = 0; seed < seeds; seed += 1) {
      const threshold = findThreshold(rowsOf(Random.seeded(`lift ${seed}`), 400, renews), (row) => row % 2 === 0);
      if (threshold === undefined) continue;
      const truth = shareWhere((x) => x > threshold.value === (threshold.side === "over")) / shareWhere((x) => x > threshold.value !== (threshold.side === "over"));
      found += 1;
      if (threshold.lift.low <= truth && truth <= threshold.lift.high) covered += 1;
    }
    expect(found).toBeGreaterThan(seeds * 0.95);
    expect(covered / found).toBeGreaterThanOrEqual(0.93);
    expect(covered / found).toBeLessThanOrEqual(0.97);
  });

  test("half of ten losses are too few to choose on", () => {
    expect(findThreshold(rowsOf(Random.seeded("few"), 60, () => 0.9), (row) => row % 2 === 0)).toBeUndefined();
  });
});

describe("stability", () => {
  const years = (effects: readonly number[]) => {
    const random = Random.seeded("years");
    const parts = effects.map((effect) => rowsOf(random, 400, (x) => 1 / (1 + Math.exp(-(1.5 + effect * x)))));
    const column = (key: "values" | "won"): number[] => parts.flatMap((part) => Array.from(part[key]));
    const index = Int32Array.from(column("won"), (_, i) => i);
    return stabilityBy(sampleOf({ values: Float64Array.from(column("values")), won: Uint8Array.from(column("won")), clusters: index, decisions: index, quarters: index.map(() => 0), missing: [] }), effects.flatMap((_, year) => Array.from({ length: 400 }, () => `${2020 + year}`)));
  };
  test.each([["alike", [1, 1, 1], "stable"], ["one year without", [1.5, 1.5, 0.2], "varies"], ["one year the other way", [1, 1, -1], "reverses"], ["one year only", [1], "too_few"]] as const)("%s", (_name, effects, verdict) => {
    expect(years(effects)).toMatchObject({ verdict });
  });
});

test("a decision is never measured closer than its lead", () => {
  const { measured } = renewingCompany(4, { accounts: 1, weeks: 60 });
  const leaking = Float64Array.from(measured.values, (_, i) => Math.floor(i / measured.metricIds.length));
  const at = companyStart + 300 * dayMs;
  const decisions: Decision[] = [{ account: "account 0", at, knownAt: at, since: companyStart, lost: true, mrr: 1, growth: -1 }];
  const report = wonLost({ measured: { ...measured, values: leaking }, decisions, leads: [60], zone: "UTC" });
  expect(report.findings[0]?.distribution.lost[2]).toBe(Math.floor((300 - 60) / 7));
});
