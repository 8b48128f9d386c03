import { expect, test } from "vitest";
import type { AccountEvent, AccountLog } from "../../accounts/account-log.ts";
import type { EventFact, Properties } from "../../events/fact.ts";
import { bands } from "../../scores/bands.ts";
import { bandCodes } from "../backtest/rows.ts";
import { recordedBefore, statementsBefore } from "./from-log.ts";

function event(name: AccountEvent, time: number, properties: Properties): EventFact {
  return { type: "event", messageId: `${name} ${time}`, time, knownAt: time + 5, source: "test", account: "acme", user: "", name, properties, originalTime: time, receivedAt: time, attribution: "explicit" };
}

const log: AccountLog = {
  account: "acme",
  born: 0,
  traits: [],
  events: [
    event("contract_changed", 20, { contract: "1", start: 10, term_end: 90, mrr: 100, currency: "USD", product: "core" }),
    event("contract_changed", 10, { contract: "1", start: 10, term_end: 50, mrr: 100 }),
    event("contract_changed", 30, { contract: "2", start: 30, ended: 40, mrr: 7, currency: "CHF" }),
    event("outcome_recorded", 45, { outcome: "churned", contract: "1", reason: "price", mrr_before: 100 }),
    event("contract_changed", 99, { contract: "3", start: 99, mrr: 1 }),
  ],
};
const money = { currency: "EUR", rates: { USD: [[0, 0.9]] as const } };

test("all that was stated before the instant, in order, in one currency; without a rate the revenue is unknown", () => {
  expect(statementsBefore(log, 99, money)).toEqual([
    { account: "acme", contract: "1", time: 10, start: 10, termEnd: 50, mrr: 100 },
    { account: "acme", contract: "1", time: 20, start: 10, termEnd: 90, mrr: 90, product: "core" },
    { account: "acme", contract: "2", time: 30, start: 30, ended: 40, mrr: Number.NaN },
  ]);
});

test("recorded outcomes with the time from which they were known", () => {
  expect(recordedBefore(log, 99)).toEqual([{ account: "acme", outcome: "churned", at: 45, knownAt: 50, contract: "1", reason: "price", mrrBefore: 100 }]);
});

test("bands are coded by their place", () => {
  expect(bands.map((band) => bandCodes[band])).toEqual([0, 1, 2, 3]);
});
