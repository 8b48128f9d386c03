import { contract, event, login, pulse } from "../../support/happenings.ts";
import { at, day, justBefore } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const others = {
  exports: { kind: "count", events: ["export"], window: "7d" },
  feeling: { kind: "pulse" },
} as const;
const attained = {
  kind: "attainment",
  metric: "exports",
  target: [
    [1, 2],
    [3, 6],
  ],
} as const;
const exports = (times: number) => Array.from({ length: times }, () => event("export", "acme"));
/** 487 days are 16 months of 30.4375 days. */
const monthly = [
  [0, 0],
  [16, 8],
] as [number, number][];

export const attainment: ExamplesOf<"attainment"> = [
  {
    name: "before the first point of the curve, its value",
    others,
    metric: attained,
    story: [at(day(0), contract("acme", { start: day(0) })), at(day(9), ...exports(3))],
    asOf: day(10),
    expect: 1.5,
  },
  {
    name: "after the last point of the curve, its value",
    others,
    metric: attained,
    story: [at(day(0), contract("acme", { start: day(0) })), at(day(399), ...exports(3))],
    asOf: day(400),
    expect: 0.5,
  },
  {
    name: "in between a straight line: half the way is half the target",
    others,
    metric: {
      ...attained,
      target: [
        [0, 2],
        [32, 10],
      ],
    },
    story: [at(day(0), contract("acme", { start: day(0) })), at(day(486), ...exports(3))],
    asOf: day(487),
    expect: 0.5,
  },
  {
    name: "months count from the first contract, also when another has renewed it",
    others,
    metric: { ...attained, target: monthly },
    story: [
      at(day(0), contract("acme", { id: "first", start: day(0), termEnd: day(300) }), contract("acme", { id: "second", start: day(300) })),
      at(day(486), ...exports(4)),
    ],
    asOf: day(487),
    expect: 0.5,
  },
  {
    name: "months count local days, not hours",
    others,
    metric: { ...attained, target: monthly },
    zone: "Asia/Kolkata",
    story: [at(day(0), contract("acme", { start: day(0, "23:59") })), at(day(486), ...exports(4))],
    asOf: day(487, "00:01"),
    expect: 0.5,
  },
  {
    name: "nothing done of what was expected",
    others,
    metric: attained,
    story: [at(day(0), contract("acme", { start: day(0) }), event("export", "globex"))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "nothing expected yet",
    others,
    metric: { ...attained, target: monthly },
    story: [
      at(day(10), contract("acme", { start: day(10) })),
      at(justBefore(day(10)), ...exports(3), contract("acme", { start: day(10) })),
    ],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "no contract, no month of it",
    others,
    metric: attained,
    story: [at(day(9), ...exports(3))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "no contract that still runs",
    others,
    metric: attained,
    story: [at(day(0), contract("acme", { start: day(0), termEnd: day(10) })), at(day(9), ...exports(3))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "the metric's own reason comes first",
    others,
    metric: attained,
    story: [at(day(9), login("acme", "ann"))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "any kind can be held against a target",
    others,
    metric: { kind: "attainment", metric: "feeling", target: [[0, 200]] },
    story: [at(day(0), contract("acme", { start: day(0) })), at(day(9), pulse("acme", "green"))],
    asOf: day(10),
    expect: 0.5,
  },
];
