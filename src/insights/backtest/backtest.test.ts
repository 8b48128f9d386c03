import { describe, expect, test } from "vitest";
import { companyStart, renewingCompany } from "../../../test/support/renewing-company.ts";
import { Random } from "../../lib/random.ts";
import { dayMs } from "../../lib/zone.ts";
import type { Decision } from "../outcomes/observe.ts";
import { backtest, type BacktestInput } from "./backtest.ts";
import { bandCodes } from "./rows.ts";

/** A company scored by its logins alone; with the recency of the last one as the rule to beat. */
function scored(seed: number, options: Parameters<typeof renewingCompany>[1] = {}): BacktestInput {
  const { measured, decisions } = renewingCompany(seed, options);
  const { accounts, instants, values, metricIds } = measured;
  const column = (k: number): Float64Array => Float64Array.from({ length: accounts.length * instants.length }, (_, cell) => values[cell * metricIds.length + k]!);
  const scores = column(0).map((logins) => 100 * (1 - Math.exp(-logins / 12)));
  const bands = Uint8Array.from(scores, (score) => (score < 35 ? bandCodes.red : score < 60 ? bandCodes.yellow : bandCodes.green));
  return { history: { accounts, instants, scores, bands }, baselines: [{ name: "recency", values: column(1).map((days) => -days) }], decisions, leads: [30, 90], zone: "UTC" };
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!];
  }
  return mixed;
}

describe("a company whose truth is known", () => {
  const input = scored(7, { effect: 2, accounts: 300 });
  const report = backtest(input);

  test("a score that follows the cause predicts, and the sentence says how well", () => {
    expect(report.verdict.kind).toBe("predicts");
    expect(report.verdict.text).toMatch(/^predicts: 90 days before the decision, a customer who stayed had the higher score in \d\d of 100 pairs \(AUC 0\.\d\d, 95 % interval 0\.\d\d to 0\.\d\d, \d+ lost and \d+ renewed\); better than recency alone \(0\.\d\d\)$/);
  });

  test("nearer to the decision it knows more; red loses more than green; the worst tenth holds more than a tenth", () => {
    const [near, far] = report.leads;
    expect(near!.auc.value).toBeGreaterThan(far!.auc.value);
    const [red, yellow, green] = near!.bands;
    expect(red!.lossRate.low).toBeGreaterThan(green!.lossRate.high);
    expect(red!.lost + yellow!.lost + green!.lost).toBe(near!.auc.negatives);
    expect(near!.ranking.worstDecileLift.low).toBeGreaterThan(1.5);
    expect(near!.ranking.revenueCaughtYellow.value).toBeGreaterThan(near!.ranking.revenueCaughtRed.value);
    expect(near!.overYears.verdict).toBe("stable");
  });

  test("surprises are named, dearest first, and were what they are said to be", () => {
    const { falseGreens, falseReds } = report;
    expect(falseGreens.length).toBe(report.leads[1]!.bands[2]!.lost);
    expect(falseGreens.map(({ mrr }) => mrr)).toEqual(falseGreens.map(({ mrr }) => mrr).toSorted((a, b) => b - a));
    for (const { account, at, seenAt, score } of falseGreens) {
      expect(input.decisions).toContainEqual(expect.objectContaining({ account, at, lost: true }));
      expect(at - seenAt).toBeGreaterThanOrEqual(90 * dayMs);
      expect(score).toBeGreaterThanOrEqual(60);
    }
    expect(new Set(falseReds.map(({ account }) => account)).size).toBe(falseReds.length);
  });

  test("every loss has its history, and the warnings count each once", () => {
    expect(report.lost.length).toBe(input.decisions.filter(({ lost }) => lost).length);
    const [{ points, at }] = report.lost as [(typeof report.lost)[number]];
    expect(points.every(({ instant }) => instant <= at && at - instant <= 365 * dayMs)).toBe(true);
    const { yellow, red } = report.warnings;
    expect(yellow.warned.value).toBeGreaterThanOrEqual(red.warned.value);
    expect(yellow.unbroken[1]).toBeLessThanOrEqual(yellow.first[1]);
  });

  test("the same input gives the same report", () => {
    expect(backtest(input)).toEqual(report);
  });

  test("what was scored before the test period is not judged", () => {
    const testFrom = companyStart + 500 * dayMs;
    const later = backtest({ ...input, testFrom });
    const [near] = later.leads;
    expect(near!.auc.positives + near!.auc.negatives).toBeLessThan(report.leads[0]!.auc.positives / 2);
    expect(later.falseGreens.every(({ seenAt }) => seenAt >= testFrom)).toBe(true);
  });
});

describe("verdicts", () => {
  test("with outcomes shuffled, `predicts` in fewer than 5 % of seeds, and anything at all in few", () => {
    const kinds = Array.from({ length: 200 }, (_, seed) => {
      const input = scored(seed, { effect: 1.5, accounts: 120 });
      const random = Random.seeded(`shuffle ${seed}`);
      // Half of the seeds shuffle single outcomes, half exchange whole accounts, which keeps what repeats within them.
      const lost = shuffled(input.decisions.map((decision) => decision.lost), random);
      const names = new Map(input.history.accounts.map((account) => [account, account]));
      shuffled(input.history.accounts, random).forEach((other, i) => names.set(input.history.accounts[i]!, other));
      const decisions = input.decisions.map((decision, i) => (seed % 2 === 0 ? { ...decision, lost: lost[i]! } : { ...decision, account: names.get(decision.account)! }));
      return backtest({ ...input, decisions, leads: [60] }).verdict.kind;
    });
    expect(kinds.filter((kind) => kind === "predicts").length).toBeLessThan(4);
    expect(kinds.filter((kind) => kind === "weak").length).toBeLessThan(12);
  });

  test("and without shuffling it predicts in nearly all", () => {
    const kinds = Array.from({ length: 20 }, (_, seed) => backtest({ ...scored(seed, { effect: 2, accounts: 250 }), leads: [60] }).verdict.kind);
    expect(kinds.filter((kind) => kind === "predicts").length).toBeGreaterThanOrEqual(19);
  });

  test("too few losses: the count, what is needed, and still the histories", () => {
    const input = scored(1, { effect: 2, accounts: 60 });
    let kept = 0;
    const decisions = input.decisions.filter((decision) => !decision.lost || (kept += 1) <= 12);
    const { verdict, lost } = backtest({ ...input, decisions });
    expect(verdict).toEqual({ kind: "not_enough", text: "not enough outcomes (12 lost with a score 30 days before; at least 20 needed)" });
    expect(lost).toHaveLength(12);
  });

  test("a score upside down has no predictive power, and the sentence says why", () => {
    const input = scored(7, { effect: 2, accounts: 300 });
    const { verdict } = backtest({ ...input, history: { ...input.history, scores: input.history.scores.map((score) => 100 - score) } });
    expect(verdict.kind).toBe("nothing_found");
    expect(verdict.text).toContain("points the wrong way");
  });

  test("no outcomes at all are too few, not an error", () => {
    expect(backtest({ ...scored(1, { accounts: 30 }), decisions: [] }).verdict.kind).toBe("not_enough");
  });

  test("a leak forbids a verdict", () => {
    const leaks = [{ kind: "label_derived" as const, severity: "leak" as const, metric: "churn_flag", text: "is named after the outcome" }];
    expect(backtest({ ...scored(7, { effect: 2 }), leaks }).verdict).toEqual({ kind: "leaks", text: "can't be judged: churn_flag is named after the outcome" });
  });

  test("no better than the rule to beat", () => {
    const input = scored(7, { effect: 2, accounts: 300 });
    const same = backtest({ ...input, baselines: [{ name: "activity", values: input.history.scores.map((score) => score / 2) }] });
    expect(same.verdict.text).toMatch(/; no better than activity alone \(0\.\d\d\)$/);
  });

  test("a lead that isn't among the leads, a baseline of another shape", () => {
    const input = scored(1, { accounts: 30 });
    expect(() => backtest({ ...input, primaryLead: 45 })).toThrow("45 days is not among the leads (30, 90)");
    expect(() => backtest({ ...input, baselines: [{ name: "short", values: new Float64Array(3) }] })).toThrow("baseline short has 3 values");
  });
});

describe("warnings of one account", () => {
  const week = (count: number): number => companyStart + count * 7 * dayMs;
  const warned = (codes: readonly number[], since = 0) => {
    const history = { accounts: ["a"], instants: codes.map((_, i) => week(i)), scores: Float64Array.from(codes, (code) => code * 30), bands: Uint8Array.from(codes) };
    const decision: Decision = { account: "a", at: week(codes.length), knownAt: 0, since: week(since), lost: true, mrr: 1, growth: -1 };
    return backtest({ history, baselines: [], decisions: [decision], leads: [30], zone: "UTC" }).warnings;
  };
  const { red, yellow, green, unknown } = bandCodes;

  test("first and unbroken differ when it recovered in between", () => {
    const result = warned([green, red, green, yellow, yellow, red]);
    expect([result.yellow.first[1], result.yellow.unbroken[1]]).toEqual([35, 21]);
    expect([result.red.first[1], result.red.unbroken[1]]).toEqual([35, 7]);
  });

  test("an instant without a band neither warns nor breaks", () => {
    expect(warned([green, yellow, unknown, yellow]).yellow.unbroken[1]).toBe(21);
  });

  test("green to the end is no warning; what lay before it became a customer doesn't count", () => {
    expect(warned([green, green]).yellow.warned.value).toBe(0);
    expect(warned([red, red, green, green], 2).red.warned.value).toBe(0);
  });
});
