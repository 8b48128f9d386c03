import { accountTrait, login } from "../../support/happenings.ts";
import { after, at, day } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const active = { kind: "active_days", window: "7d" } as const;
const hour = 3_600_000;

export const activeDays: ExamplesOf<"active_days"> = [
  {
    name: "a day counts once, whoever was active",
    metric: active,
    story: [
      at(day(5, "09:00"), login("acme", "ann"), login("acme", "bob")),
      at(day(5, "17:00"), login("acme", "ann")),
      at(day(7), login("acme", "")),
    ],
    asOf: day(10),
    expect: 2,
  },
  {
    name: "days are local: in India one evening and the next morning, of the same day in UTC, are two",
    metric: active,
    zone: "Asia/Kolkata",
    story: [at(day(5, "23:30"), login("acme", "ann")), at(day(6, "00:30"), login("acme", "ann"))],
    asOf: day(10),
    expect: 2,
  },
  {
    name: "days are local: one day in India that is two in UTC is one",
    metric: active,
    zone: "Asia/Kolkata",
    story: [at(day(5, "05:00"), login("acme", "ann")), at(day(5, "06:00"), login("acme", "ann"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "the repeated hour belongs to one day",
    metric: active,
    start: "2026-10-25",
    story: [
      at(after(2.5 * hour, day(0)), login("acme", "ann")),
      at(after(3.5 * hour, day(0)), login("acme", "ann")),
      at(after(24.5 * hour, day(0)), login("acme", "ann")),
    ],
    asOf: day(3),
    expect: 1,
  },
  {
    name: "a window that begins at noon touches one date more than it has days",
    metric: { ...active, window: "1d" },
    story: [
      at(day(9, "11:59"), login("acme", "ann")),
      at(day(9, "12:00"), login("acme", "ann")),
      at(day(10, "11:00"), login("acme", "ann")),
    ],
    asOf: day(10, "12:00"),
    expect: 2,
  },
  { name: "no active day is zero", metric: active, story: [at(day(0), login("acme", "ann"))], asOf: day(30), expect: 0 },
  {
    name: "no event of anybody is missing",
    metric: active,
    story: [at(day(0), accountTrait("acme", "plan", "pro"))],
    asOf: day(30),
    expect: "never_seen",
  },
];
