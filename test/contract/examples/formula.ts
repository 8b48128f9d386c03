import { event, login, pulse, typedIn } from "../../support/happenings.ts";
import { at, day } from "../../support/scenario.ts";
import type { MetricInput } from "../../support/metric-input.ts";
import type { ExamplesOf } from "./example.ts";

const others: Readonly<Record<string, MetricInput>> = {
  logins: { kind: "count", events: ["login"], window: "7d" },
  exports: { kind: "count", events: ["export"], window: "7d" },
  feeling: { kind: "pulse" },
  fit: { kind: "manual", measurement: "fit", due: "1d" },
  per_login: { kind: "formula", formula: { divide: ["exports", "logins"] } },
};
const story = [
  at(
    day(9),
    login("acme", "ann"),
    login("acme", "ann"),
    login("acme", "bob"),
    login("acme", "bob"),
    event("export", "acme"),
    typedIn("acme", "fit", 3),
  ),
];

export const formula: ExamplesOf<"formula"> = [
  { name: "divided", others, metric: { kind: "formula", formula: { divide: ["exports", "logins"] } }, story, asOf: day(10), expect: 0.25 },
  {
    name: "subtracted in the order written",
    others,
    metric: { kind: "formula", formula: { subtract: ["exports", "logins"] } },
    story,
    asOf: day(10),
    expect: -3,
  },
  {
    name: "added and multiplied, with numbers and trees within",
    others,
    metric: { kind: "formula", formula: { add: [1, "exports", { multiply: ["logins", "fit", 2] }] } },
    story,
    asOf: day(10),
    expect: 26,
  },
  {
    name: "the least and the greatest",
    others,
    metric: { kind: "formula", formula: { min: [{ max: ["exports", "logins"] }, "fit", 100] } },
    story,
    asOf: day(10),
    expect: 3,
  },
  {
    name: "a formula over a formula",
    others,
    metric: { kind: "formula", formula: { multiply: ["per_login", 100] } },
    story,
    asOf: day(10),
    expect: 25,
  },
  {
    name: "over zero there is no result",
    others,
    metric: { kind: "formula", formula: { divide: ["logins", "exports"] } },
    story: [at(day(0), event("export", "acme")), at(day(9), login("acme", "ann"))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "no result within leaves none outside",
    others,
    metric: { kind: "formula", formula: { min: [1, { divide: ["logins", "exports"] }] } },
    story: [at(day(0), event("export", "acme")), at(day(9), login("acme", "ann"))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "zero over something is zero",
    others,
    metric: { kind: "formula", formula: { divide: ["exports", "logins"] } },
    story: [at(day(0), event("export", "acme")), at(day(9), login("acme", "ann"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "the first missing operand gives the reason",
    others,
    metric: { kind: "formula", formula: { add: ["logins", { min: ["feeling", "fit"] }] } },
    story: [at(day(0), login("acme", "ann"), typedIn("acme", "fit", 3))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "in the order written",
    others,
    metric: { kind: "formula", formula: { add: ["fit", "feeling", { divide: [1, "logins"] }] } },
    story: [at(day(0), login("acme", "ann"), typedIn("acme", "fit", 3))],
    asOf: day(10),
    expect: "expired",
  },
  {
    name: "its own tenure comes first",
    others,
    metric: { kind: "formula", min_tenure: "30d", formula: { add: ["feeling", 1] } },
    story: [at(day(9), pulse("acme", "green"))],
    asOf: day(10),
    expect: "too_young",
  },
];
