import { event, login } from "../../support/happenings.ts";
import { at, day, justBefore } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const minutes = { kind: "average", events: ["login"], property: "minutes", window: "7d" } as const;
const spent = (value: number | string) => login("acme", "ann", { minutes: value });

export const average: ExamplesOf<"average"> = [
  {
    name: "the mean of the numbers, zero included",
    metric: minutes,
    story: [at(day(5), spent(0), spent(4), spent(5))],
    asOf: day(10),
    expect: 3,
  },
  {
    name: "texts and absent properties are not zeros",
    metric: minutes,
    story: [at(day(5), spent(2), spent("100"), login("acme", "ann"), spent(4))],
    asOf: day(10),
    expect: 3,
  },
  { name: "no number to take a mean of", metric: minutes, story: [at(day(5), spent("much"))], asOf: day(10), expect: "not_applicable" },
  {
    name: "numbers, but none in the window",
    metric: minutes,
    story: [at(justBefore(day(3)), spent(2)), at(day(10), spent(2))],
    asOf: day(10),
    expect: "not_applicable",
  },
  { name: "no such event of anybody", metric: minutes, story: [at(day(5), event("export", "acme"))], asOf: day(10), expect: "never_seen" },
  {
    name: "only complete days",
    metric: { ...minutes, complete: true },
    story: [at(day(9, "23:00"), spent(2)), at(day(10, "01:00"), spent(100))],
    asOf: day(10, "02:00"),
    expect: 2,
  },
];
