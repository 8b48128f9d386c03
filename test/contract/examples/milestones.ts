import { accountTrait, event, login } from "../../support/happenings.ts";
import { at, day } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const onboarding = {
  kind: "milestones",
  milestones: {
    logged_in: { events: ["login"] },
    imported: { events: ["import"] },
    big: { events: ["import"], where: [{ property: "rows", at_least: 100 }] },
    exported: { events: ["export"] },
  },
} as const;
const inDays = { ...onboarding, measure: "days" } as const;
const born = at(day(0), accountTrait("acme", "plan", "pro"));
const imports = (rows: number) => event("import", "acme", { properties: { rows } });

export const milestones: ExamplesOf<"milestones"> = [
  {
    name: "two of four, however long ago",
    metric: onboarding,
    story: [born, at(day(1), login("acme", "ann"), imports(50))],
    asOf: day(400),
    expect: 0.5,
  },
  { name: "none of four is zero", metric: onboarding, story: [born, at(day(1), login("globex", "gus"))], asOf: day(10), expect: 0 },
  {
    name: "no feed for any of them",
    metric: onboarding,
    story: [born, at(day(1), event("survey", "acme"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "one reached at the instant isn't reached yet",
    metric: onboarding,
    story: [born, at(day(1), login("acme", "ann")), at(day(10), event("export", "acme"))],
    asOf: day(10),
    expect: 0.25,
  },
  {
    name: "days from the start to the last one's first time",
    metric: inDays,
    story: [
      born,
      at(day(1), login("acme", "ann"), imports(50)),
      at(day(4, "12:00"), imports(500), event("export", "acme")),
      at(day(6), imports(600), event("export", "acme")),
    ],
    asOf: day(10),
    expect: 4.5,
  },
  {
    name: "no days while one is open",
    metric: inDays,
    story: [born, at(day(1), login("acme", "ann"), imports(500))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "days over a change of clocks are of 24 hours",
    metric: { kind: "milestones", measure: "days", milestones: { exported: { events: ["export"] } } },
    start: "2026-03-29",
    story: [born, at(day(1), event("export", "acme"))],
    asOf: day(10),
    expect: 23 / 24,
  },
  {
    name: "reached with the first fact takes no time",
    metric: { kind: "milestones", measure: "days", milestones: { exported: { events: ["export"] } } },
    story: [at(day(3), event("export", "acme"))],
    asOf: day(10),
    expect: 0,
  },
];
