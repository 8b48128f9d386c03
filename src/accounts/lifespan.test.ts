import { expect, test } from "vitest";
import { accountLog } from "../../test/support/account-log.ts";
import { accountTrait, contract, login, outcome } from "../../test/support/happenings.ts";
import { type Moment, type Placed, at, day, scenario } from "../../test/support/scenario.ts";
import { contractsBefore } from "./contract.ts";
import { lifespanBefore } from "./lifespan.ts";

interface Told {
  readonly from: Moment;
  readonly until?: Moment;
  readonly end?: "churned" | "contracts_ended";
}

const signup = at(day(0), accountTrait("acme", "plan", "pro"));
const openEnded = at(day(5), contract("acme", { id: "a", start: day(5) }));
const yearly = at(day(5), contract("acme", { id: "a", start: day(5), termEnd: day(50) }));
const churned = (moment: Moment): Placed => at(moment, outcome("acme", "churned"));
const next = (said: Moment, start: Moment): Placed => at(said, contract("acme", { id: "b", start }));

test.each<[string, readonly Placed[], Moment, Told]>([
  ["from the first fact, long before a contract", [signup, openEnded], day(9), { from: day(0) }],
  ["from the contract, where facts come later", [at(day(9), contract("acme", { start: day(-90) }))], day(10), { from: day(-90) }],
  ["without a contract, until it churned", [signup, churned(day(30))], day(40), { from: day(0), until: day(30), end: "churned" }],
  ["a churn at the instant hasn't happened", [signup, churned(day(40))], day(40), { from: day(0) }],
  ["back without a contract", [signup, churned(day(30)), at(day(33), outcome("acme", "renewed"))], day(40), { from: day(0) }],
  [
    "use after the churn brings nobody back",
    [signup, churned(day(30)), at(day(33), login("acme", "ann"))],
    day(40),
    { from: day(0), until: day(30), end: "churned" },
  ],
  ["a contract that runs outweighs the churn", [signup, openEnded, churned(day(30))], day(40), { from: day(0) }],
  ["as after notice was given", [signup, yearly, churned(day(30))], day(49), { from: day(0) }],
  ["until its term is over", [signup, yearly, churned(day(30))], day(50), { from: day(0), until: day(50), end: "churned" }],
  [
    "a churn recorded after the term changes nothing but the name",
    [signup, yearly, churned(day(60))],
    day(70),
    { from: day(0), until: day(50), end: "churned" },
  ],
  ["a term that ran out without a word", [signup, yearly], day(50), { from: day(0), until: day(50), end: "contracts_ended" }],
  [
    "ended before its term",
    [signup, yearly, at(day(30), contract("acme", { id: "a", start: day(5), termEnd: day(50), ended: day(20) }))],
    day(40),
    { from: day(0), until: day(20), end: "contracts_ended" },
  ],
  [
    "the last of two contracts ends it",
    [signup, yearly, at(day(9), contract("acme", { id: "b", start: day(9), termEnd: day(30) }))],
    day(60),
    { from: day(0), until: day(50), end: "contracts_ended" },
  ],
  [
    "renewed by a statement of the same contract",
    [signup, yearly, at(day(49), contract("acme", { id: "a", start: day(5), termEnd: day(99) }))],
    day(60),
    { from: day(0) },
  ],
  ["renewed by a contract that is still to begin", [signup, yearly, next(day(49), day(70))], day(60), { from: day(0) }],
  [
    "churned, and back only when the new contract begins",
    [signup, yearly, churned(day(50)), next(day(55), day(70))],
    day(60),
    { from: day(0), until: day(50), end: "churned" },
  ],
  ["a gap between two contracts is none", [signup, yearly, next(day(70), day(70))], day(80), { from: day(0) }],
])("%s", (_name, story, asOf, expected) => {
  const { facts, instant } = scenario({ zone: "Europe/Berlin", start: "2026-01-05" }, story);
  const log = accountLog(facts);
  expect(lifespanBefore(log, contractsBefore(log, instant(asOf)), instant(asOf))).toEqual({
    from: instant(expected.from),
    ...(expected.until && { until: instant(expected.until) }),
    ...(expected.end && { end: expected.end }),
  });
});
