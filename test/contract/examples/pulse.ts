import { login, ownerChanged, pulse as pulseSet, withdrawn } from "../../support/happenings.ts";
import { after, at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const feeling = { kind: "pulse" } as const;

export const pulse: ExamplesOf<"pulse"> = [
  { name: "green is 100", metric: feeling, story: [at(day(1), pulseSet("acme", "green"))], asOf: day(10), expect: 100 },
  {
    name: "yellow is 50",
    metric: feeling,
    story: [at(day(0), pulseSet("acme", "green")), at(day(1), pulseSet("acme", "yellow"))],
    asOf: day(10),
    expect: 50,
  },
  { name: "red is 0, and not missing", metric: feeling, story: [at(day(1), pulseSet("acme", "red"))], asOf: day(10), expect: 0 },
  {
    name: "nobody said anything about this account",
    metric: feeling,
    story: [at(day(1), login("acme", "ann"), pulseSet("globex", "green"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "said at the instant is not said yet",
    metric: feeling,
    story: [at(day(1), login("acme", "ann")), at(day(10), pulseSet("acme", "green"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "as old as it may be: 120 days, over a change of clocks",
    metric: feeling,
    story: [at(day(0, "08:00"), pulseSet("acme", "green"))],
    asOf: day(120, "08:00"),
    expect: 100,
  },
  {
    name: "a moment too old",
    metric: feeling,
    story: [at(day(0, "08:00"), pulseSet("acme", "green"))],
    asOf: after(1, day(120, "08:00")),
    expect: "expired",
  },
  {
    name: "shortly after a new owner it still holds",
    metric: feeling,
    story: [at(day(0), pulseSet("acme", "green")), at(after(1, day(10)), ownerChanged("acme", "olga"))],
    asOf: day(40),
    expect: 100,
  },
  {
    name: "30 days after a new owner it does not",
    metric: feeling,
    story: [at(day(0), pulseSet("acme", "green")), at(day(10), ownerChanged("acme", "olga"))],
    asOf: day(40),
    expect: "expired",
  },
  {
    name: "yet another owner doesn't bring it back",
    metric: feeling,
    story: [at(day(0), pulseSet("acme", "green")), at(day(10), ownerChanged("acme", "olga")), at(day(39), ownerChanged("acme", "pete"))],
    asOf: day(50),
    expect: "expired",
  },
  {
    name: "owners before the pulse or of its very moment don't matter",
    metric: feeling,
    story: [at(day(0), ownerChanged("acme", "olga")), at(day(1), pulseSet("acme", "green"), ownerChanged("acme", "pete"))],
    asOf: day(60),
    expect: 100,
  },
  {
    name: "taken back, the one before it holds",
    metric: feeling,
    story: [
      at(day(1), pulseSet("acme", "yellow")),
      recorded({ id: "p2" }, at(day(5), pulseSet("acme", "red"))),
      at(day(6), withdrawn("acme", "p2")),
    ],
    asOf: day(10),
    expect: 50,
  },
  {
    name: "before it was taken back it held",
    metric: feeling,
    story: [
      at(day(1), pulseSet("acme", "yellow")),
      recorded({ id: "p2" }, at(day(5), pulseSet("acme", "red"))),
      at(day(6), withdrawn("acme", "p2")),
    ],
    asOf: day(6),
    expect: 0,
  },
  {
    name: "taken back, but that wasn't known",
    metric: feeling,
    story: [
      recorded({ id: "p2" }, at(day(5), pulseSet("acme", "green"))),
      recorded({ known: day(9) }, at(day(6), withdrawn("acme", "p2"))),
    ],
    asOf: day(10),
    knownAt: justBefore(day(9)),
    expect: 100,
  },
  {
    name: "the only one taken back",
    metric: feeling,
    story: [recorded({ id: "p2" }, at(day(5), pulseSet("acme", "red"))), at(day(6), withdrawn("acme", "p2"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "recorded later for an earlier time, it isn't the latest",
    metric: feeling,
    story: [at(day(5), pulseSet("acme", "green")), recorded({ known: day(9) }, at(day(4), pulseSet("acme", "red")))],
    asOf: day(10),
    expect: 100,
  },
];
