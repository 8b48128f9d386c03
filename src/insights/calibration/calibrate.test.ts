import { describe, expect, test } from "vitest";
import { Random } from "../../lib/random.ts";
import { dayMs } from "../../lib/zone.ts";
import { bandCodes } from "../backtest/rows.ts";
import { type Calibration, calibrate, calibrationInWords, likelihoodOf } from "./calibrate.ts";
import { fitCurve } from "./curve.ts";
import { calibrationRows, type CalibrationRows } from "./rows.ts";

interface Truth {
  readonly accounts?: number;
  readonly instants?: number;
  readonly likelihood: (score: number) => number;
}

const smooth = (score: number): number => 1 / (1 + Math.exp(-(0.3 - score / 22)));
const stepped = (score: number): number => (score < 40 ? 0.4 : score < 70 ? 0.15 : 0.03);

/** Accounts seen at several instants, with the true likelihood at each score. */
function rowsOf(random: Random, { accounts = 300, instants = 6, likelihood }: Truth): CalibrationRows {
  const table = Array.from({ length: accounts * instants }, (_, i) => {
    const score = Math.max(0, Math.min(100, 60 + 22 * random.normal()));
    return { account: i % accounts, instant: Math.floor(i / accounts), score, happened: random.unit() < likelihood(score) ? 1 : 0 };
  });
  const scores = Float64Array.from(table, (row) => row.score);
  return {
    scores,
    bands: Uint8Array.from(scores, (score) => (score < 40 ? bandCodes.red : score < 70 ? bandCodes.yellow : bandCodes.green)),
    happened: Uint8Array.from(table, (row) => row.happened),
    clusters: Int32Array.from(table, (row) => row.account),
    instants: Float64Array.from(table, (row) => row.instant * 90 * dayMs),
    segments: table.map((row) => (row.account < 20 ? "key" : "rest")),
  };
}

const question = { horizonDays: 90, event: "lost" } as const;
const possible = (rows: CalibrationRows): Calibration => {
  const result = calibrate(rows, question);
  if (!result.possible) throw new Error(result.reason);
  return result;
};

describe("what is enough decides the method", () => {
  test.each([
    ["few losses: the rates of the bands", { accounts: 120, instants: 3, likelihood: (score: number) => smooth(score) * 0.5 }, ["bands"]],
    ["some: a line where it is one", { accounts: 200, instants: 4, likelihood: smooth }, ["platt"]],
    ["many, in steps: what bends", { accounts: 900, instants: 6, likelihood: stepped }, ["isotonic", "bands"]],
  ])("%s", (_name, truth, methods) => {
    const result = possible(rowsOf(Random.seeded("method"), truth));
    expect(methods).toContain(result.method);
    expect(result.outOfTime.brier).toBeLessThan(result.outOfTime.brierOfBaseRate);
  });

  test.each([
    ["too few", rowsOf(Random.seeded("few"), { accounts: 40, instants: 2, likelihood: () => 0.1 }), /^there are \d+ accounts with losses within 90 days of a score; at least 20 are needed$/],
    ["a score that tells nothing", rowsOf(Random.seeded("none"), { likelihood: () => 0.15 }), /^the score doesn't tell who leaves \(AUC 0\.\d\d/],
    ["everybody left", rowsOf(Random.seeded("all"), { likelihood: () => 1.1 }), /nobody to compare with/],
  ])("%s: not possible, with the reason", (_name, rows, reason) => {
    const result = calibrate(rows, question);
    expect(result).toMatchObject({ possible: false, reason: expect.stringMatching(reason) });
    expect(calibrationInWords(result)[0]).toMatch(/^not possible because /);
  });
});

describe("likelihood of an account", () => {
  const result = possible(rowsOf(Random.seeded("one"), { accounts: 400, likelihood: smooth }));

  test("near the truth, within its interval, falling with the score, with what it rests on", () => {
    const at = (score: number) => likelihoodOf(result, { score, band: "yellow" })!;
    for (const score of [20, 50, 80]) expect(at(score)).toMatchObject({ basis: expect.stringMatching(/^lost within 90 days at scores like \d\d, \d+ of 2400 overall$/) });
    expect([at(20).low <= smooth(20), at(20).high >= smooth(20)]).toEqual([true, true]);
    expect(at(20).value).toBeGreaterThan(at(80).value);
  });

  test("reliability on later data: predicted and observed agree", () => {
    const agreeing = result.outOfTime.bins.filter(({ meanPredicted, observed }) => observed.low <= meanPredicted && meanPredicted <= observed.high);
    expect(agreeing.length).toBeGreaterThanOrEqual(result.outOfTime.bins.length - 1);
  });

  test("where bands are all that is known, a small segment borrows from all, and says so", () => {
    const { curve: _curve, ...withoutCurve } = result;
    const bandsOnly: Calibration = { ...withoutCurve, method: "bands" };
    expect(likelihoodOf(bandsOnly, { score: 20, band: "red", segment: "key" })?.basis).toMatch(/^\d+ of \d+ red in all segments \(too few in key\) lost within 90 days$/);
    expect(likelihoodOf(bandsOnly, { score: 20, band: "red", segment: "rest" })?.basis).toMatch(/red in rest lost/);
    expect(likelihoodOf(bandsOnly, { score: 20, band: "unknown" })).toBeUndefined();
  });

  test("in words", () => {
    expect(calibrationInWords(result)[0]).toMatch(/^red: \d+ % lost within 90 days, 95 % interval \d+ % to \d+ % \(\d+ of \d+\)$/);
    expect(calibrationInWords(result).at(-1)).toMatch(/did best on later data: its squared error was \d+ % less than that of the average\.$/);
  });

  test("advocates by the same method, the other way up", () => {
    const rows = rowsOf(Random.seeded("advocates"), { likelihood: (score) => score / 300 });
    const advocates = calibrate(rows, { horizonDays: 90, event: "expanded" });
    expect(advocates).toMatchObject({ possible: true });
    if (advocates.possible) expect(likelihoodOf(advocates, { score: 90, band: "green" })!.value).toBeGreaterThan(likelihoodOf(advocates, { score: 20, band: "red" })!.value);
  });
});

describe("95 % intervals of a likelihood cover the truth", () => {
  const seeds = process.env["LONG"] ? 3000 : 300;
  test.each([["platt", smooth, 30], ["isotonic", smooth, 30], ["isotonic", smooth, 75], ["isotonic", stepped, 50]] as const)("%s, at a score", (method, likelihood, score) => {
    let covered = 0;
    for (let seed = 0; seed < seeds; seed += 1) {
      const { low, high } = fitCurve(rowsOf(Random.seeded(`cover ${seed}`), { accounts: 1000, instants: 1, likelihood }), method, -1).at(score);
      if (low <= likelihood(score) && likelihood(score) <= high) covered += 1;
    }
    // Over 300 seeds, chance alone moves 95 % by 2.5 either way.
    expect(covered / seeds).toBeGreaterThanOrEqual(process.env["LONG"] ? 0.93 : 0.925);
    expect(covered / seeds).toBeLessThanOrEqual(process.env["LONG"] ? 0.97 : 0.985);
  });
});

test("rows come from a history: those with a score, in its segments", () => {
  const history = { accounts: ["a", "b"], instants: [0, dayMs], scores: Float64Array.from([1, Number.NaN, 3, 4]), bands: Uint8Array.from([1, 0, 2, 3]) };
  const horizon = { cells: Int32Array.from([0, 1, 3]), accounts: Int32Array.from([0, 0, 1]), happened: Uint8Array.from([0, 1, 1]), censored: 0 };
  const rows = calibrationRows(history, horizon, (account) => account.toUpperCase());
  expect([[...rows.scores], [...rows.happened], [...rows.clusters], [...rows.instants], rows.segments]).toEqual([[1, 4], [0, 1], [0, 1], [0, dayMs], ["A", "B"]]);
});
