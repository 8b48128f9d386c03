import { contract, event, joins, login, role, surveyAnswered, withdrawn } from "../../support/happenings.ts";
import { after, at, day, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const overSeats = { kind: "share_of_users", of: "seats", window: "7d" } as const;
const twoLogins = at(day(5), login("acme", "ann"), login("acme", "bob"));

export const shareOfUsers: ExamplesOf<"share_of_users"> = [
  {
    name: "two of eight seats are used",
    metric: overSeats,
    story: [at(day(0), contract("acme", { start: day(0), seats: 8 })), twoLogins],
    asOf: day(10),
    expect: 0.25,
  },
  {
    name: "more users than seats is more than one",
    metric: overSeats,
    story: [at(day(0), contract("acme", { start: day(0), seats: 1 })), twoLogins],
    asOf: day(10),
    expect: 2,
  },
  {
    name: "nobody active is zero",
    metric: overSeats,
    story: [at(day(0), contract("acme", { start: day(0), seats: 8 })), at(day(1), login("globex", "gus"))],
    asOf: day(10),
    expect: 0,
  },
  { name: "without a contract there are no seats", metric: overSeats, story: [twoLogins], asOf: day(10), expect: "not_applicable" },
  {
    name: "a contract without seats says none",
    metric: overSeats,
    story: [at(day(0), contract("acme", { start: day(0) })), twoLogins],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "the seats of contracts that run together add up",
    metric: overSeats,
    story: [
      at(
        day(0),
        contract("acme", { id: "a", start: day(0), seats: 3 }),
        contract("acme", { id: "b", start: day(0), seats: 1 }),
        contract("acme", { id: "c", start: day(0) }),
      ),
      twoLogins,
    ],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "what was last said of a contract replaces what was said before",
    metric: overSeats,
    story: [
      at(day(0), contract("acme", { start: day(0), seats: 8 })),
      at(day(4), contract("acme", { start: day(0), seats: 4 })),
      twoLogins,
    ],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "of two statements of the same time, the one that was known later",
    metric: overSeats,
    story: [
      recorded({ known: day(6), id: "a" }, at(day(0), contract("acme", { start: day(0), seats: 4 }))),
      recorded({ known: day(5), id: "b" }, at(day(0), contract("acme", { start: day(0), seats: 8 }))),
      twoLogins,
    ],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "a contract starts at its first moment",
    metric: overSeats,
    story: [at(day(0), contract("acme", { start: day(10), seats: 4 })), twoLogins],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "a contract that starts a moment later",
    metric: overSeats,
    story: [at(day(0), contract("acme", { start: after(1, day(10)), seats: 4 })), twoLogins],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "at the end of its term a contract is over",
    metric: overSeats,
    story: [at(day(0), contract("acme", { start: day(0), termEnd: day(10), seats: 4 })), twoLogins],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "a contract that ended before its term",
    metric: overSeats,
    story: [
      at(day(0), contract("acme", { start: day(0), termEnd: day(99), seats: 4 })),
      at(day(9), contract("acme", { start: day(0), termEnd: day(99), ended: day(9), seats: 4 })),
      twoLogins,
    ],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "before it became known that the contract had ended, it ran",
    metric: overSeats,
    story: [
      at(day(0), contract("acme", { start: day(0), seats: 4 })),
      recorded({ known: day(30) }, at(day(9), contract("acme", { start: day(0), ended: day(9), seats: 4 }))),
      twoLogins,
    ],
    asOf: day(10),
    knownAt: day(10),
    expect: 0.5,
  },
  {
    name: "a contract can't be withdrawn, only ended",
    metric: overSeats,
    story: [
      recorded({ id: "c1" }, at(day(0), contract("acme", { start: day(0), seats: 4 }))),
      at(day(1), withdrawn("acme", "c1")),
      twoLogins,
    ],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "of two contract statements of the same time the one with the greater message id, by code point",
    metric: overSeats,
    story: [
      recorded({ id: "🦉" }, at(day(0), contract("acme", { start: day(0), seats: 4 }))),
      recorded({ id: "ﾡ" }, at(day(0), contract("acme", { start: day(0), seats: 8 }))),
      twoLogins,
    ],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "known users are those of members and of events of any name and time",
    metric: { ...overSeats, of: "known_users" },
    story: [
      at(
        day(0),
        joins("acme", "cleo"),
        joins("globex", "gus"),
        event("survey_answered", "acme", { user: "dan", properties: { score: 9 } }),
      ),
      twoLogins,
    ],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "no known user",
    metric: { ...overSeats, of: "known_users" },
    story: [at(day(0), surveyAnswered("acme", 9), login("globex", "gus"))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "users of one feature among those who use anything in the window",
    metric: { ...overSeats, of: "active_users", events: ["report_viewed"] },
    story: [
      at(day(0), event("report_viewed", "acme", { user: "old" })),
      twoLogins,
      at(day(6), event("report_viewed", "acme", { user: "ann" })),
    ],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "a filter on users narrows who is active, not of whom it is a share",
    metric: { ...overSeats, of: "active_users", users: { role: ["executive_sponsor"] } },
    story: [at(day(0), role("ann", "executive_sponsor")), twoLogins],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "nobody active at all",
    metric: { ...overSeats, of: "active_users" },
    story: [at(day(0), login("acme", "ann"))],
    asOf: day(30),
    expect: "not_applicable",
  },
  {
    name: "a feature that nobody ever used",
    metric: { ...overSeats, events: ["report_viewed"] },
    story: [twoLogins],
    asOf: day(10),
    expect: "never_seen",
  },
];
