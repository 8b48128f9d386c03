import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, journeyOf, lineOver, walk } from "../../test/support/journey.ts";
import { type Times, healthOfCohorts, timeIn, timeTo, timesOf } from "./cohorts.ts";

const line = lineOver(
  journeyOf({
    stay: "0d",
    stages: [{ id: "onboarding", exit: { when: { metric: "a", over: 0 } } }, { id: "adoption" }, { id: "churned", lost: true }],
    milestones: [{ id: "onboarded", when: { stage: "adoption" } }, { id: "value", when: { metric: "b", over: 0 } }],
    onboarded: "onboarded",
    first_value: "value",
  }),
);

test("times of an account are told from its journey", () => {
  const state = walk(line, 12, (count) => ({ metrics: { a: count < 4 ? 0 : 1, b: count < 6 ? 0 : 1 }, isCustomer: count < 9 })).at(-1)!;
  const times = timesOf("acme", line, state);
  expect(times).toMatchObject({ wasUnderWay: false, onboardedAt: day(4), firstValueAt: day(6), lostAt: day(9) });
  expect(times.visits).toEqual([
    { stage: "onboarding", from: times.startedAt, until: day(4), cut: false },
    { stage: "adoption", from: day(4), until: day(9), cut: true },
  ]);
});

const times = (startedAt: number, more: Partial<Times> = {}): Times => ({ account: "a", startedAt, wasUnderWay: false, visits: [], ...more });

describe("time to something", () => {
  test("who isn't there yet counts as long as it was watched", () => {
    const all = [times(day(0), { onboardedAt: day(10) }), times(day(0), { onboardedAt: day(30) }), times(day(20)), times(day(0), { lostAt: day(5) })];
    const { accounts, done, quartiles } = timeTo("onboarded", all, day(40));
    expect([accounts, done]).toEqual([4, 2]);
    // Three are at risk on day 10, one of them left on day 30: 2/3, then 0.
    expect(quartiles).toEqual([10, 30, 30]);
  });

  test("an account that was under way when the log begins says nothing", () => {
    expect(timeTo("first_value", [times(day(0), { wasUnderWay: true, firstValueAt: day(1) })], day(40))).toMatchObject({ accounts: 0, done: 0, quartiles: [NaN, NaN, NaN] });
  });

  test("without anybody unfinished the median is the plain one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 }), (days) => {
        const odd = days.length % 2 === 0 ? days.slice(1) : days;
        const { quartiles } = timeTo("onboarded", odd.map((count) => times(day(0), { onboardedAt: day(count) })), day(500));
        expect(quartiles[1]).toBe(odd.toSorted((left, right) => left - right)[(odd.length - 1) / 2]);
      }),
    );
  });
});

test("time in a stage counts every visit; those that go on and those cut by a loss are censored", () => {
  const visit = (from: number, until: number | undefined, cut = false): Times["visits"][0] => ({ stage: "s", from: day(from), cut, ...(until !== undefined && { until: day(until) }) });
  const all = [times(day(0), { visits: [visit(0, 10), visit(20, 40)] }), times(day(0), { visits: [visit(0, undefined)] }), times(day(0), { visits: [visit(0, 15, true)] }), times(day(0), { wasUnderWay: true, visits: [visit(0, 3)] })];
  expect(timeIn("s", all, day(60))).toMatchObject({ accounts: 4, done: 2, quartiles: [10, 20, NaN] });
});

test("health by start month and stage", () => {
  const table = healthOfCohorts([
    { startMonth: "2026-02", stage: "adoption", score: 40 },
    { startMonth: "2026-01", stage: "adoption", score: null },
    { startMonth: "2026-02", stage: "adoption", score: 60 },
    { startMonth: "2026-02", stage: "handover", score: null },
  ]);
  expect([...table].map(([month, cells]) => [month, Object.fromEntries(cells)])).toEqual([
    ["2026-01", { adoption: { accounts: 1, meanScore: null } }],
    ["2026-02", { adoption: { accounts: 2, meanScore: 50 }, handover: { accounts: 1, meanScore: null } }],
  ]);
});
