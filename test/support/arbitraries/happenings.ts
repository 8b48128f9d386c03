import * as fc from "fast-check";
import type { Properties } from "../../../src/events/fact.ts";
import * as happening from "../happenings.ts";
import type { Happening } from "../scenario.ts";
import * as ids from "./ids.ts";
import { maybe, pick, quarters, smallNumber, written } from "./pick.ts";
import { moment } from "./time.ts";

const scalar = fc.oneof({ weight: 1, arbitrary: ids.text }, { weight: 2, arbitrary: smallNumber });
const properties: fc.Arbitrary<Properties> = fc.dictionary(ids.propertyName, scalar, {
  minKeys: 0,
  maxKeys: 3,
  size: "max",
  noNullPrototype: true,
});

/** Use of the product, or something of the reserved vocabulary that a person did. */
const use = fc
  .record({ account: ids.accountId, name: ids.eventName, user: ids.userId, properties })
  .map(({ account, name, ...details }) => happening.event(name, account, details));

const trait = fc
  .record({ account: ids.accountId, trait: ids.accountTraitName, value: fc.option(scalar, { freq: 6 }) })
  .map(({ account, trait, value }) => happening.accountTrait(account, trait, value));

const userTrait = fc
  .record({ user: ids.userId, trait: ids.userTraitName, value: fc.option(fc.oneof(ids.roleName, scalar), { freq: 6 }) })
  .map(({ user, trait, value }) => happening.userTrait(user, trait, value));

const membership = fc.tuple(ids.accountId, ids.userId).map(([account, user]) => happening.joins(account, user));

/** Running, not begun, agreed to end, ended; with and without seats; in the pack's currency or another, also one without a rate. */
const contract = fc
  .record({
    account: ids.accountId,
    id: pick(["c1", "c2"], ["0", "🦉"]),
    start: moment,
    termEnd: maybe(30, moment),
    ended: maybe(30, moment),
    mrr: quarters(0, 2_000),
    currency: pick([undefined, "EUR", "USD"], ["CHF"]),
    seats: maybe(80, quarters(0, 5)),
  })
  .map(({ account, ...terms }) => happening.contract(account, written(terms)));

/** Few tickets, so that they are closed and opened again; ids that look like numbers come as numbers, too. */
const ticket = fc
  .record({
    account: ids.accountId,
    name: fc.constantFrom("ticket_opened", "ticket_closed"),
    ticket: pick<string | number>(["t", "1"], [1, 1.5, "1.5", "🦉"]),
    rest: properties,
  })
  .map(({ account, name, ticket, rest }) => happening.event(name, account, { properties: { ...rest, ticket } }));

const answer = fc
  .record({
    account: ids.accountId,
    user: ids.userId,
    score: smallNumber,
    touchpoint: maybe(60, ids.touchpoint),
    survey: maybe(60, ids.surveyName),
  })
  .map(({ account, user, ...answer }) => happening.event("survey_answered", account, { user, properties: written(answer) }));

const total = fc
  .record({ account: ids.accountId, measure: ids.text, value: quarters(0, 100) })
  .map(({ account, ...total }) => happening.event("usage_total", account, { properties: { ...total, period_start: 0, period_end: 1 } }));

const pulse = fc
  .tuple(ids.accountId, fc.constantFrom("green" as const, "yellow" as const, "red" as const))
  .map(([account, band]) => happening.pulse(account, band));

const typedIn = fc
  .tuple(ids.accountId, ids.measurementName, smallNumber)
  .map(([account, measurement, value]) => happening.typedIn(account, measurement, value));

const owner = fc.tuple(ids.accountId, ids.userId).map(([account, user]) => happening.ownerChanged(account, `owner ${user}`));

export const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: use },
  { weight: 3, arbitrary: trait },
  { weight: 2, arbitrary: userTrait },
  { weight: 1, arbitrary: membership },
  { weight: 3, arbitrary: contract },
  { weight: 3, arbitrary: ticket },
  { weight: 2, arbitrary: answer },
  { weight: 1, arbitrary: total },
  { weight: 2, arbitrary: pulse },
  { weight: 2, arbitrary: typedIn },
  { weight: 1, arbitrary: owner },
);
