import { login, typedIn, withdrawn } from "../../support/happenings.ts";
import { at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const fit = { kind: "manual", measurement: "strategic_fit", due: "14d" } as const;

export const manual: ExamplesOf<"manual"> = [
  {
    name: "what was typed in last",
    metric: fit,
    story: [at(day(1), typedIn("acme", "strategic_fit", 3)), at(day(5), typedIn("acme", "strategic_fit", 4.5), typedIn("acme", "mood", 1))],
    asOf: day(10),
    expect: 4.5,
  },
  { name: "zero typed in is zero", metric: fit, story: [at(day(1), typedIn("acme", "strategic_fit", 0))], asOf: day(10), expect: 0 },
  {
    name: "never typed in for this account",
    metric: fit,
    story: [at(day(1), login("acme", "ann"), typedIn("globex", "strategic_fit", 3), typedIn("acme", "mood", 1))],
    asOf: day(10),
    expect: "never_seen",
  },
  { name: "overdue once, it still holds", metric: fit, story: [at(day(2), typedIn("acme", "strategic_fit", 3))], asOf: day(30), expect: 3 },
  {
    name: "overdue twice, it has expired",
    metric: fit,
    story: [at(justBefore(day(2)), typedIn("acme", "strategic_fit", 3))],
    asOf: day(30),
    expect: "expired",
  },
  {
    name: "an age of its own",
    metric: { ...fit, max_age: "36h" },
    story: [at(justBefore(day(2, "12:00")), typedIn("acme", "strategic_fit", 3))],
    asOf: day(4),
    expect: "expired",
  },
  {
    name: "two days due in hours don't grow with a change of clocks",
    metric: { ...fit, due: "24h" },
    start: "2026-10-24",
    story: [at(day(0, "23:59"), typedIn("acme", "strategic_fit", 3))],
    asOf: day(2, "23:30"),
    expect: "expired",
  },
  {
    name: "two days due in days do",
    metric: { ...fit, due: "1d" },
    start: "2026-10-24",
    story: [at(day(0, "23:59"), typedIn("acme", "strategic_fit", 3))],
    asOf: day(2, "23:30"),
    expect: 3,
  },
  {
    name: "typed in wrongly and taken back",
    metric: fit,
    story: [
      at(day(1), typedIn("acme", "strategic_fit", 3)),
      recorded({ id: "typo" }, at(day(2), typedIn("acme", "strategic_fit", 30))),
      at(day(3), withdrawn("", "typo")),
    ],
    asOf: day(10),
    expect: 3,
  },
];
