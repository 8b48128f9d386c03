import { describe, expect, test } from "vitest";
import { Random } from "../../lib/random.ts";
import { dayMs } from "../../lib/zone.ts";
import { bandCodes, scoreRows, type ScoreHistory } from "../backtest/rows.ts";
import type { Decision } from "../outcomes/observe.ts";
import type { Outcome } from "../outcomes/outcome.ts";
import { periodsOf } from "../outcomes/periods.ts";
import { groupsOf } from "./groups.ts";
import { judgeJudgement } from "./judgement.ts";
import { metricRecords } from "./metric-record.ts";
import { monthsOf, movedTogether } from "./months.ts";

const start = Date.UTC(2025, 0, 1);
const weeks = 60;
const instants = Array.from({ length: weeks }, (_, week) => start + week * 7 * dayMs);
const bandOf = (score: number): number => (score < 40 ? bandCodes.red : score < 70 ? bandCodes.yellow : bandCodes.green);

/** Accounts whose decision at week 50 follows a hidden health; `seen` says what of it the score shows. */
function company(seen: (health: number, random: Random) => number, accounts = 300): { history: ScoreHistory; decisions: Decision[]; health: number[] } {
  const random = Random.seeded("review");
  const health = Array.from({ length: accounts }, () => 100 * random.unit());
  const shown = health.map((one) => Math.max(0, Math.min(100, seen(one, random))));
  const scores = Float64Array.from({ length: accounts * weeks }, (_, cell) => shown[Math.floor(cell / weeks)]!);
  const decisions = health.map((one, account): Decision => {
    const at = instants[50]! + (account % 7) * dayMs;
    const lost = random.unit() < (one < 35 ? 0.6 : 0.05);
    return { account: `a${account}`, at, knownAt: at, since: start, lost, mrr: account, growth: lost ? -1 : 0.1 };
  });
  return { history: { accounts: health.map((_, account) => `a${account}`), instants, scores, bands: Uint8Array.from(scores, bandOf) }, decisions, health };
}

const rowsOf = ({ history, decisions }: Pick<ReturnType<typeof company>, "history" | "decisions">) => scoreRows(history, { decisions, ...periodsOf(decisions.map(({ at }) => at), "UTC"), leadDays: 30, from: 0 });
const pulsesOf = (values: readonly number[]): Float64Array => Float64Array.from({ length: values.length * weeks }, (_, cell) => values[Math.floor(cell / weeks)]!);
const judged = (health: number): number => (health < 35 ? 0 : health < 70 ? 50 : 100);

describe("people against the model", () => {
  test("who sees what the model doesn't is found right, in the disagreements too", () => {
    const blind = company((_, random) => 100 * random.unit());
    const { verdict, difference, groups, disagreements } = judgeJudgement(rowsOf(blind), pulsesOf(blind.health.map(judged)));
    expect(verdict).toBe("people");
    expect(difference.low).toBeGreaterThan(0);
    const [worse, better] = groups;
    expect(worse!.lossRate.low).toBeGreaterThan(better!.lossRate.high);
    expect(disagreements[0]).toMatchObject({ lost: true });
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(blind.decisions.length);
  });

  test("who guesses is not", () => {
    const sharp = company((health) => health);
    const random = Random.seeded("guess");
    expect(judgeJudgement(rowsOf(sharp), pulsesOf(sharp.health.map(() => judged(100 * random.unit())))).verdict).toBe("model");
  });

  test("without pulses nothing is said", () => {
    const { rows, verdict } = judgeJudgement(rowsOf(company((health) => health)), pulsesOf(Array.from({ length: 300 }, () => Number.NaN)));
    expect({ rows, verdict }).toEqual({ rows: 0, verdict: "not_enough" });
  });
});

test("the metric that gave the lost the most points comes first, and its verdict says so", () => {
  const sharp = company((health) => health);
  const values = Float64Array.from({ length: 300 * weeks * 2 }, (_, at) => (at % 2 === 0 ? sharp.health[Math.floor(at / 2 / weeks)]! : 100 - sharp.health[Math.floor(at / 2 / weeks)]!));
  const measured = { accounts: sharp.history.accounts, instants, metricIds: ["use", "noise"], values, states: new Uint8Array(values.length) };
  const scale: [number, number][] = [[0, 0], [100, 100]];
  const [worst, best] = metricRecords(measured, [{ id: "use", share: 0.7, scale }, { id: "noise", share: 0.3, scale }], rowsOf(sharp));
  expect(worst).toMatchObject({ id: "noise", verdict: "misled" });
  expect(worst!.meanLost).toBeGreaterThan(worst!.meanWon);
  expect(best).toMatchObject({ id: "use", verdict: "told", seen: 300 });
});

test("groups have their own loss rates, the worst first; small ones are left out", () => {
  const sharp = company((health) => health);
  const rows = rowsOf(sharp);
  const labels = rows.decisions.map(({ account }) => (account === "a0" ? "alone" : sharp.health[Number(account.slice(1))]! < 35 ? "weak" : "strong"));
  const groups = groupsOf(rows, labels);
  expect(groups.map(({ group }) => group)).toEqual(["weak", "strong"]);
  expect(groups[0]!.meanScore).toBeLessThan(35);
  expect(groups[1]!.growth).toBeCloseTo(0.1, 12);
});

describe("month by month", () => {
  const { history } = company((health) => health);
  const falling = { ...history, scores: history.scores.map((score, cell) => score - (cell % weeks) / 2) };
  const loss = (account: string, at: number): Outcome => ({ account, kind: "churned", at, knownAt: at, since: start, mrrBefore: 10, mrrAfter: 0, basis: "contracts" });
  // One loss in January, two in February, and so on, while scores fall.
  const outcomes = Array.from({ length: 12 }, (_, month) => Array.from({ length: month + 1 }, (__, one) => loss(`a${month * 12 + one}`, Date.UTC(2025, month, 10)))).flat();
  const revenue = new Map(history.accounts.map((account) => [account, [{ at: start, mrr: 10 }, { at: Date.UTC(2025, 6, 1), mrr: 12 }]]));
  const months = monthsOf({ history: falling, outcomes, revenue, since: start, knownTo: Date.UTC(2026, 1, 10), zone: "UTC" });

  test("only whole months, with scores, losses and growth", () => {
    expect(months.map(({ month }) => month).slice(0, 2)).toEqual(["2025-01", "2025-02"]);
    expect(months.slice(0, 3).map(({ lost, customers }) => [lost, customers])).toEqual([[1, 300], [2, 300], [3, 300]]);
    expect(months.find(({ month }) => month === "2025-06")?.growth).toBeCloseTo(0.2, 12);
  });

  test("falling scores with rising losses moved together; with growth that is nowhere, nothing is claimed", () => {
    expect(movedTogether(months.slice(0, 12), "lostShare").verdict).toBe("together");
    expect(movedTogether(months.slice(0, 12), "growth").verdict).not.toBe("opposite");
    expect(movedTogether(months.slice(0, 5), "lostShare").verdict).toBe("too_few");
  });
});
