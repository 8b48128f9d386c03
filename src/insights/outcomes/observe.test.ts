import { describe, expect, test } from "vitest";
import { dateInstant, dayMs } from "../../lib/zone.ts";
import type { Outcome } from "./outcome.ts";
import { type Decision, decisionsOf, observe, withinHorizon } from "./observe.ts";

const start = Date.UTC(2024, 0, 1);
const day = (count: number): number => start + count * dayMs;
const weekly = { accounts: ["a", "b"], instants: Array.from({ length: 10 }, (_, week) => day(week * 7)) };
const decision = (at: number, rest: Partial<Decision> = {}): Decision => ({ account: "b", at: day(at), knownAt: day(at), since: day(0), lost: true, mrr: 10, growth: -1, ...rest });

describe("a decision is seen at the last instant that lies far enough before it", () => {
  test.each([["exactly a lead away", 58, 4], ["between two instants: the earlier", 61, 4], ["on the day of the next", 65, 5]])("%s", (_name, at, column) => {
    expect([...observe(weekly, [decision(at)], { leadDays: 30 }).cells]).toEqual([10 + column]);
  });

  test("and not at all when it can't be", () => {
    const { cells, unseen } = observe(weekly, [decision(58, { account: "c" }), decision(20), decision(60, { since: day(40) }), decision(200)], { leadDays: 30 });
    expect([...cells]).toEqual([-1, -1, -1, -1]);
    expect(unseen).toEqual({ unknown_account: 1, before_history: 2, not_customer_yet: 1 });
  });

  test("daylight saving doesn't push it a week back", () => {
    const zone = "Europe/Berlin";
    const grid = { accounts: ["b"], instants: ["2026-03-16", "2026-03-23"].map((date) => dateInstant(date, zone)) };
    const at = dateInstant("2026-04-22", zone);
    expect([...observe(grid, [{ ...decision(0), at, since: 0 }], { leadDays: 30 }).cells]).toEqual([1]);
  });
});

describe("decisions", () => {
  const outcome = (rest: Partial<Outcome>): Outcome => ({ account: "a", kind: "renewed", at: day(1), knownAt: day(1), since: day(0), mrrBefore: 100, mrrAfter: 120, basis: "contracts", ...rest });
  test("outcomes of one account at one instant are one decision, and a loss decides", () => {
    const all = decisionsOf([outcome({ renewal: "on_time" }), outcome({ kind: "churned", mrrAfter: 0 }), outcome({ account: "b", renewal: "late" })]);
    expect(all.map(({ account, lost, growth }) => [account, lost, Number(growth.toFixed(9))])).toEqual([["a", true, -1], ["b", false, 0.2]]);
  });
  test("growth within a term decides nothing", () => {
    expect(decisionsOf([outcome({ kind: "expanded" })])).toEqual([]);
  });
});

describe("lost within a horizon", () => {
  const spans = [{ account: "a", from: day(0), to: day(40) }, { account: "b", from: day(10), to: Number.POSITIVE_INFINITY }];
  test("instants a horizon apart, only while a customer, only where the end is known", () => {
    const rows = withinHorizon(weekly, spans, { horizonDays: 21, knownTo: day(70), events: [{ account: "a", at: day(40) }] });
    expect([...rows.cells]).toEqual([0, 3, 13, 16]);
    expect([...rows.happened]).toEqual([0, 1, 0, 0]);
    expect(rows.censored).toBe(1);
  });

  test("or expanded, or whatever else is asked for", () => {
    const rows = withinHorizon(weekly, spans, { horizonDays: 21, knownTo: day(70), events: [{ account: "b", at: day(30) }] });
    expect([...rows.happened]).toEqual([0, 0, 1, 0]);
  });
});
