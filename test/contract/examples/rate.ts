import { accountTrait, contract, event, login } from "../../support/happenings.ts";
import { at, day, justBefore } from "../../support/scenario.ts";
import { dateInstant } from "../../../src/lib/zone.ts";
import type { ExamplesOf } from "./example.ts";

const others = {
  exports: { kind: "count", events: ["export"], window: "15d" },
  minutes: { kind: "sum", events: ["login"], property: "minutes", window: "12h" },
} as const;
const perUser = { kind: "rate", metric: "exports", per: "user" } as const;
const perRevenue = { ...perUser, per: "revenue" } as const;
const exports = (times: number) => Array.from({ length: times }, () => event("export", "acme", { user: "ann" }));
const onDate = (date: string) => dateInstant(date, "Europe/Berlin");

export const rate: ExamplesOf<"rate"> = [
  {
    name: "three exports by two active users",
    others,
    metric: perUser,
    story: [at(day(15), ...exports(3), login("acme", "bob"))],
    asOf: day(20),
    expect: 1.5,
  },
  {
    name: "users active before the window are no part of it",
    others,
    metric: perUser,
    story: [at(justBefore(day(5)), login("acme", "bob")), at(day(5), ...exports(3))],
    asOf: day(20),
    expect: 3,
  },
  { name: "nobody active", others, metric: perUser, story: [at(day(1), ...exports(3))], asOf: day(20), expect: "not_applicable" },
  {
    name: "no exports by active users is zero",
    others,
    metric: perUser,
    story: [at(day(15), login("acme", "bob"), event("export", "globex"))],
    asOf: day(20),
    expect: 0,
  },
  {
    name: "no exports of anybody",
    others,
    metric: perUser,
    story: [at(day(15), login("acme", "bob"))],
    asOf: day(20),
    expect: "never_seen",
  },
  {
    name: "three in fifteen days are six a month",
    others,
    metric: { ...perUser, per: "month" },
    story: [at(day(15), ...exports(3))],
    asOf: day(20),
    expect: 6,
  },
  {
    name: "a window of hours is a small part of a month",
    others,
    metric: { kind: "rate", metric: "minutes", per: "month" },
    story: [at(day(19, "13:00"), login("acme", "ann", { minutes: 2 }))],
    asOf: day(20),
    expect: 120,
  },
  {
    name: "per seat",
    others,
    metric: { ...perUser, per: "seat" },
    story: [at(day(0), contract("acme", { start: day(0), seats: 12 })), at(day(15), ...exports(3))],
    asOf: day(20),
    expect: 0.25,
  },
  {
    name: "no seats",
    others,
    metric: { ...perUser, per: "seat" },
    story: [at(day(15), ...exports(3))],
    asOf: day(20),
    expect: "not_applicable",
  },
  {
    name: "per thousand of revenue",
    others,
    metric: perRevenue,
    story: [
      at(
        day(0),
        contract("acme", { id: "a", start: day(0), mrr: 1_500 }),
        contract("acme", { id: "b", start: day(0), mrr: 500, currency: "EUR" }),
      ),
      at(day(15), ...exports(3)),
    ],
    asOf: day(20),
    expect: 1.5,
  },
  {
    name: "no revenue",
    others,
    metric: perRevenue,
    story: [at(day(0), contract("acme", { start: day(0) })), at(day(15), ...exports(3))],
    asOf: day(20),
    expect: "not_applicable",
  },
  {
    name: "another currency at the latest rate dated by then",
    others,
    metric: perRevenue,
    rates: {
      USD: [
        [onDate("2025-01-01"), 1],
        [onDate("2026-01-25"), 0.5],
        [onDate("2026-01-26"), 0.25],
      ],
    },
    story: [at(day(0), contract("acme", { start: day(0), mrr: 4_000, currency: "USD" })), at(day(15), ...exports(3))],
    asOf: day(20),
    expect: 1.5,
  },
  {
    name: "a currency whose first rate is dated later",
    others,
    metric: perRevenue,
    rates: { USD: [[onDate("2026-01-26"), 0.25]] },
    story: [
      at(
        day(0),
        contract("acme", { id: "a", start: day(0), mrr: 4_000, currency: "USD" }),
        contract("acme", { id: "b", start: day(0), mrr: 4_000 }),
      ),
      at(day(15), ...exports(3)),
    ],
    asOf: day(20),
    expect: "not_applicable",
  },
  {
    name: "a currency without a rate in a contract that is over does no harm",
    others,
    metric: perRevenue,
    story: [
      at(
        day(0),
        contract("acme", { id: "a", start: day(0), termEnd: day(9), mrr: 4_000, currency: "USD" }),
        contract("acme", { id: "b", start: day(0), mrr: 2_000 }),
      ),
      at(day(15), ...exports(3)),
    ],
    asOf: day(20),
    expect: 1.5,
  },
  {
    name: "the metric's own days are those of the users",
    others: { exports: { ...others.exports, complete: true } },
    metric: perUser,
    story: [at(day(19), ...exports(3)), at(day(20, "08:00"), login("acme", "bob"), ...exports(1))],
    asOf: day(20, "12:00"),
    expect: 3,
  },
  {
    name: "too young for the metric is too young for its rate",
    others: { exports: { ...others.exports, min_tenure: "30d" } },
    metric: perUser,
    story: [at(day(0), accountTrait("acme", "plan", "pro")), at(day(15), ...exports(3))],
    asOf: day(20),
    expect: "too_young",
  },
];
