import { event, login, pulse } from "../../support/happenings.ts";
import { at, day } from "../../support/scenario.ts";
import type { MetricInput } from "../../support/metric-input.ts";
import type { ExamplesOf } from "./example.ts";

const others: Readonly<Record<string, MetricInput>> = {
  logins: { kind: "count", events: ["login"], window: "7d" },
  exports: { kind: "count", events: ["export"], window: "7d" },
  feeling: { kind: "pulse" },
};
const metric: MetricInput & { kind: "recipe" } = {
  kind: "recipe",
  cases: [
    { when: { all: [{ metric: "logins", over: 2 }, { metric: "exports", at_least: 1 }] }, points: 100 },
    { when: { metric: "logins", over: 0 }, points: 60 },
  ],
  otherwise: 10,
};
const exportLongAgo = at(day(0), event("export", "acme"));

export const recipe: ExamplesOf<"recipe"> = [
  {
    name: "the first case that holds gives its points",
    others,
    metric,
    story: [at(day(9), login("acme", "ann"), login("acme", "ann"), login("acme", "bob"), event("export", "acme"))],
    asOf: day(10),
    expect: 100,
  },
  { name: "else the next one", others, metric, story: [exportLongAgo, at(day(9), login("acme", "ann"))], asOf: day(10), expect: 60 },
  { name: "none holds: otherwise", others, metric, story: [exportLongAgo, at(day(0), login("acme", "ann"))], asOf: day(10), expect: 10 },
  {
    name: "a case that can't be told is not passed over",
    others,
    metric: { kind: "recipe", cases: [{ when: { metric: "feeling", over: 50 }, points: 100 }], otherwise: 10 },
    story: [at(day(9), login("acme", "ann"))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "unless one before it holds",
    others,
    metric: {
      kind: "recipe",
      cases: [
        { when: { metric: "logins", over: 0 }, points: 80 },
        { when: { metric: "feeling", over: 50 }, points: 100 },
      ],
      otherwise: 10,
    },
    story: [at(day(9), login("acme", "ann"), pulse("acme", "green"))],
    asOf: day(10),
    expect: 80,
  },
];
