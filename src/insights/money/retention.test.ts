import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountLog } from "../../../test/support/account-log.ts";
import { contract, outcome } from "../../../test/support/happenings.ts";
import { type Placed, at, day, scenario } from "../../../test/support/scenario.ts";
import { type Retention, type RetentionRequest, retentionOf } from "./retention.ts";

const where = { zone: "Europe/Berlin", start: "2026-01-01" };
const clock = scenario(where, []).instant;

/** Day 100 to day 200, unless said otherwise. */
function retained(story: readonly Placed[], changes: Partial<RetentionRequest> = {}): Retention {
  const { facts } = scenario(where, story);
  const accounts = [...new Set(facts.flatMap((fact) => (fact.type === "event" ? [fact.account] : [])))];
  return retentionOf(accounts.map((account) => accountLog(facts, account)), { periodStart: clock(day(100)), periodEnd: clock(day(200)), asOf: clock(day(200)), money: { currency: "EUR", rates: {} }, late: { days: 30 }, ...changes });
}

describe("the worked example", () => {
  // 1,000 at the start: a stays at 400, b grows from 300 to 450, c shrinks from 200 to 150, d leaves with 100; e comes with 80.
  const story = [
    at(day(0), contract("a", { id: "a1", start: day(0), mrr: 400 }), contract("b", { id: "b1", start: day(0), termEnd: day(150), mrr: 300 }), contract("c", { id: "c1", start: day(0), termEnd: day(150), mrr: 200 }), contract("d", { id: "d1", start: day(0), mrr: 100 })),
    at(day(149), contract("b", { id: "b2", start: day(150), mrr: 450 }), contract("c", { id: "c2", start: day(150), mrr: 150 })),
    at(day(160), contract("d", { id: "d1", start: day(0), ended: day(160), mrr: 100 })),
    at(day(170), contract("e", { id: "e1", start: day(170), mrr: 80 })),
  ];
  const result = retained(story);

  test("gross keeps 400 + 300 + 150 of 1,000; net keeps 400 + 450 + 150", () => {
    expect([result.gross, result.net]).toEqual([0.85, 1]);
  });

  test("the flows lead from the first day to the last", () => {
    expect(result).toMatchObject({
      start: { accounts: 4, mrr: 1000 }, added: { accounts: 1, mrr: 80 }, expanded: { accounts: 1, mrr: 150 }, contracted: { accounts: 1, mrr: 50 }, lost: { accounts: 1, mrr: 100 }, end: { accounts: 4, mrr: 1080 }, exchange: 0, unconverted: 0,
    });
  });

  test("a loss is open while a late renewal can still come", () => {
    expect(result.open).toEqual({ accounts: 0, mrr: 0 });
    expect(retained(story, { late: { days: 45 } }).open).toEqual({ accounts: 1, mrr: 100 });
  });
});

describe("a period", () => {
  test("that begins at the midnight of a renewal finds the new contract, not a gap", () => {
    const story = [at(day(0), contract("a", { id: "old", start: day(0), termEnd: day(100), mrr: 50 })), at(day(100), contract("a", { id: "new", start: day(100), termEnd: day(200), mrr: 60 })), at(day(200), contract("a", { id: "newer", start: day(200), mrr: 60 }))];
    expect(retained(story, { asOf: clock(day(200)) + 1 })).toMatchObject({ start: { accounts: 1, mrr: 60 }, net: 1, lost: { accounts: 0 } });
  });

  test("with a change of price within a contract counts it from the day on which it was stated", () => {
    const story = [at(day(0), contract("a", { start: day(0), mrr: 50 })), at(day(150), contract("a", { start: day(0), mrr: 70 }))];
    expect(retained(story)).toMatchObject({ net: 1.4, gross: 1, expanded: { accounts: 1, mrr: 20 } });
  });

  test("in which a loss was recorded of an account whose contract runs on counts the contract, and says so", () => {
    const story = [at(day(0), contract("a", { start: day(0), mrr: 50 })), at(day(150), outcome("a", "churned"))];
    expect(retained(story)).toMatchObject({ gross: 1, lost: { accounts: 0 }, contradicted: 1 });
    expect(retained([...story, at(day(160), contract("a", { start: day(0), ended: day(160), mrr: 50 }))])).toMatchObject({ gross: 0, contradicted: 0 });
  });

  test("before which nobody paid has no rates", () => {
    expect(retained([at(day(150), contract("a", { start: day(150), mrr: 50 }))])).toMatchObject({ gross: Number.NaN, net: Number.NaN, added: { accounts: 1, mrr: 50 } });
  });
});

describe("other currencies", () => {
  const dollars = [at(day(0), contract("a", { start: day(0), mrr: 100, currency: "USD" }))];
  const rates = { USD: [[0, 0.9], [clock(day(150)), 0.8]] as const };

  test("are converted at the rates of the first day; what rates did is told apart", () => {
    const result = retained(dollars, { money: { currency: "EUR", rates } });
    expect(result).toMatchObject({ start: { mrr: 90 }, net: 1, gross: 1, end: { mrr: 80 } });
    expect(result.exchange).toBeCloseTo(-10, 9);
  });

  test("without a rate leave the account out, and are counted", () => {
    expect(retained(dollars)).toMatchObject({ unconverted: 1, start: { accounts: 0 } });
    expect(retained(dollars, { money: { currency: "EUR", rates: { USD: [[clock(day(150)), 0.8]] } } })).toMatchObject({ unconverted: 1 });
  });
});

const anyContract = fc.record({ account: fc.constantFrom("a", "b", "c", "d"), id: fc.nat(2), start: fc.integer({ min: 0, max: 220 }), length: fc.option(fc.integer({ min: 1, max: 150 })), mrr: fc.integer({ min: 0, max: 500 }), currency: fc.constantFrom("EUR", "USD", "CHF"), stated: fc.integer({ min: 0, max: 230 }) });

test("any contracts: the flows add up, gross is at most 1 and at most net", () => {
  fc.assert(
    fc.property(fc.array(anyContract, { maxLength: 15 }), (contracts) => {
      const story = contracts.map(({ account, id, start, length, mrr, currency, stated }) => at(day(stated), contract(account, { id: `${account}${id}`, start: day(start), ...(length !== null && { termEnd: day(start + length) }), mrr, currency })));
      const { start, added, expanded, contracted, lost, exchange, end, gross, net } = retained(story, { money: { currency: "EUR", rates: { USD: [[0, 0.9], [clock(day(120)), 1.1]] } }, asOf: clock(day(240)) });
      expect(start.mrr + added.mrr + expanded.mrr - contracted.mrr - lost.mrr + exchange).toBeCloseTo(end.mrr, 6);
      if (start.mrr > 0) expect(gross <= 1 + 1e-12 && gross <= net + 1e-12).toBe(true);
      if (start.mrr > 0) expect(net).toBeCloseTo((start.mrr + expanded.mrr - contracted.mrr - lost.mrr) / start.mrr, 9);
    }),
  );
});
