import { accountTrait, login } from "../../support/happenings.ts";
import { at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const size = { kind: "trait", trait: "employees" } as const;
const fit = { kind: "trait", trait: "fit", values: { good: 100, poor: 20, none: 0, true: 1 } } as const;

export const trait: ExamplesOf<"trait"> = [
  {
    name: "the latest number",
    metric: size,
    story: [
      at(day(1), accountTrait("acme", "employees", 40)),
      at(day(5), accountTrait("acme", "employees", 50)),
      at(day(10), accountTrait("acme", "employees", 60)),
    ],
    asOf: day(10),
    expect: 50,
  },
  { name: "zero is a value", metric: size, story: [at(day(1), accountTrait("acme", "employees", 0))], asOf: day(10), expect: 0 },
  {
    name: "nobody said",
    metric: size,
    story: [at(day(1), login("acme", "ann"), accountTrait("globex", "employees", 5))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "known to be absent",
    metric: size,
    story: [at(day(1), accountTrait("acme", "employees", 40)), at(day(5), accountTrait("acme", "employees", null))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "a text stands for its number",
    metric: fit,
    story: [at(day(1), accountTrait("acme", "fit", "poor"))],
    asOf: day(10),
    expect: 20,
  },
  { name: "a text stands for zero", metric: fit, story: [at(day(1), accountTrait("acme", "fit", "none"))], asOf: day(10), expect: 0 },
  {
    name: "a text that stands for nothing",
    metric: fit,
    story: [at(day(1), accountTrait("acme", "fit", "toString"))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "a text without a table",
    metric: size,
    story: [at(day(1), accountTrait("acme", "employees", "50"))],
    asOf: day(10),
    expect: "not_applicable",
  },
  { name: "a number needs no table", metric: fit, story: [at(day(1), accountTrait("acme", "fit", 33))], asOf: day(10), expect: 33 },
  {
    name: "as old as it may be",
    metric: { ...size, max_age: "7d" },
    story: [at(day(3), accountTrait("acme", "employees", 40))],
    asOf: day(10),
    expect: 40,
  },
  {
    name: "a moment too old",
    metric: { ...size, max_age: "7d" },
    story: [at(justBefore(day(3)), accountTrait("acme", "employees", 40))],
    asOf: day(10),
    expect: "expired",
  },
  {
    name: "an absence doesn't expire",
    metric: { ...size, max_age: "7d" },
    story: [at(day(0), accountTrait("acme", "employees", null))],
    asOf: day(10),
    expect: "not_applicable",
  },
  {
    name: "of two of the same time the one known later, as far as it was known",
    metric: size,
    story: [
      recorded({ known: day(4) }, at(day(3), accountTrait("acme", "employees", 4))),
      recorded({ known: day(5) }, at(day(3), accountTrait("acme", "employees", 5))),
      recorded({ known: day(6) }, at(day(3), accountTrait("acme", "employees", 6))),
    ],
    asOf: day(10),
    knownAt: day(5),
    expect: 5,
  },
  {
    name: "of two of the same time and receipt the one with the greater message id, by code point",
    metric: size,
    story: [
      recorded({ id: "🦉" }, at(day(3), accountTrait("acme", "employees", 4))),
      recorded({ id: "ﾡ" }, at(day(3), accountTrait("acme", "employees", 5))),
    ],
    asOf: day(10),
    expect: 4,
  },
];
