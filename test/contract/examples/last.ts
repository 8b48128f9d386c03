import { event, login } from "../../support/happenings.ts";
import { at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const version = { kind: "last", events: ["login"], property: "version" } as const;
const using = (value: number | string) => login("acme", "ann", { version: value });

export const last: ExamplesOf<"last"> = [
  {
    name: "the latest number, however the story is told",
    metric: version,
    story: [at(day(7), using(3)), at(day(2), using(2)), at(day(10), using(9))],
    asOf: day(10),
    expect: 3,
  },
  {
    name: "events without a number there are passed over",
    metric: version,
    story: [at(day(2), using(2)), at(day(7), using("3"), login("acme", "ann"))],
    asOf: day(10),
    expect: 2,
  },
  { name: "zero is a value", metric: version, story: [at(day(2), using(2)), at(day(7), using(0))], asOf: day(10), expect: 0 },
  { name: "no number yet", metric: version, story: [at(day(7), using("beta"))], asOf: day(10), expect: "never_seen" },
  {
    name: "no such event of anybody",
    metric: version,
    story: [at(day(7), event("export", "acme", { properties: { version: 3 } }))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "of two at the same time, the one known later, whatever its id",
    metric: version,
    story: [recorded({ id: "z", known: day(8) }, at(day(7), using(1))), recorded({ id: "a", known: day(9) }, at(day(7), using(2)))],
    asOf: day(10),
    expect: 2,
  },
  {
    name: "of two known at the same time, the greater message id",
    metric: version,
    story: [
      recorded({ id: "b" }, at(day(7), using(1))),
      recorded({ id: "a" }, at(day(7), using(2))),
      recorded({ id: "B" }, at(day(7), using(3))),
    ],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "message ids are ordered by code points: an owl comes after a half-width sign",
    metric: version,
    story: [recorded({ id: "🦉" }, at(day(7), using(1))), recorded({ id: "ﾡ" }, at(day(7), using(2)))],
    asOf: day(10),
    expect: 1,
  },
  { name: "as old as it may be", metric: { ...version, max_age: "7d" }, story: [at(day(3), using(4))], asOf: day(10), expect: 4 },
  {
    name: "a moment too old",
    metric: { ...version, max_age: "7d" },
    story: [at(justBefore(day(3)), using(4))],
    asOf: day(10),
    expect: "expired",
  },
  {
    name: "today counts also for complete days, as there is no window",
    metric: { ...version, complete: true },
    story: [at(day(10, "08:00"), using(4))],
    asOf: day(10, "09:00"),
    expect: 4,
  },
];
