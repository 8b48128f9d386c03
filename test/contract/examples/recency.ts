import { accountTrait, event, login } from "../../support/happenings.ts";
import { at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const recencyOfLogin = { kind: "recency", events: ["login"] } as const;

export const recency: ExamplesOf<"recency"> = [
  {
    name: "two and a half days ago",
    metric: recencyOfLogin,
    story: [at(day(3), login("acme", "ann")), at(day(7, "12:00"), login("acme", "bob"))],
    asOf: day(10),
    expect: 2.5,
  },
  {
    name: "what happens at the instant hasn't happened yet",
    metric: recencyOfLogin,
    story: [at(day(3), login("acme", "ann")), at(day(10), login("acme", "bob"))],
    asOf: day(10),
    expect: 7,
  },
  {
    name: "days are of 24 hours, so the day that lost one is less than a day",
    metric: recencyOfLogin,
    start: "2026-03-29",
    story: [at(day(0, "01:00"), login("acme", "ann"))],
    asOf: day(1, "00:00"),
    expect: 22 / 24,
  },
  {
    name: "a complete recency looks from the last midnight",
    metric: { ...recencyOfLogin, complete: true },
    story: [at(day(7), login("acme", "ann")), at(day(10, "08:00"), login("acme", "bob"))],
    asOf: day(10, "09:00"),
    expect: 3,
  },
  {
    name: "a complete recency whose only event is of today",
    metric: { ...recencyOfLogin, complete: true },
    story: [at(day(10, "08:00"), login("acme", "bob"))],
    asOf: day(10, "09:00"),
    expect: "never_seen",
  },
  {
    name: "others log in, this account never did",
    metric: recencyOfLogin,
    story: [at(day(0), accountTrait("acme", "plan", "pro"), login("globex", "gus"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "nobody sends such events",
    metric: recencyOfLogin,
    story: [at(day(0), event("export", "acme"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "filters pick which event is the last",
    metric: { ...recencyOfLogin, where: [{ property: "mobile", is_not: "true" }] },
    story: [
      at(day(4), login("acme", "ann", { mobile: "false" })),
      at(day(8), login("acme", "ann", { mobile: "true" })),
      at(day(9), login("acme", "ann")),
    ],
    asOf: day(10),
    expect: 6,
  },
  {
    name: "a late event isn't known yet",
    metric: recencyOfLogin,
    story: [at(day(6), login("acme", "ann")), recorded({ known: day(10) }, at(day(9), login("acme", "ann")))],
    asOf: day(10),
    knownAt: justBefore(day(10)),
    expect: 4,
  },
];
