import { event, login } from "../../support/happenings.ts";
import { at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const minutes = { kind: "sum", events: ["login"], property: "minutes", window: "7d" } as const;
const spent = (value: number | string) => login("acme", "ann", { minutes: value });

export const sum: ExamplesOf<"sum"> = [
  {
    name: "numbers add up, also negative ones",
    metric: minutes,
    story: [at(day(5), spent(2.5), spent(4), spent(-0.25))],
    asOf: day(10),
    expect: 6.25,
  },
  {
    name: "texts and absent properties add nothing",
    metric: minutes,
    story: [at(day(5), spent(2), spent("3"), spent(""), login("acme", "ann"))],
    asOf: day(10),
    expect: 2,
  },
  { name: "no number at all is zero", metric: minutes, story: [at(day(5), login("acme", "ann"))], asOf: day(10), expect: 0 },
  {
    name: "no such event of anybody is missing",
    metric: minutes,
    story: [at(day(5), event("export", "acme", { properties: { minutes: 5 } }))],
    asOf: day(10),
    expect: "never_seen",
  },
  {
    name: "the edges of the window",
    metric: minutes,
    story: [at(justBefore(day(3)), spent(1)), at(day(3), spent(2)), at(justBefore(day(10)), spent(4)), at(day(10), spent(8))],
    asOf: day(10),
    expect: 6,
  },
  {
    name: "a total of a period counts where its last moment lies",
    metric: { kind: "sum", events: ["usage_total"], where: [{ property: "measure", is: "calls" }], property: "value", window: "7d" },
    story: [
      at(
        justBefore(day(3)),
        event("usage_total", "acme", { properties: { measure: "calls", value: 100, period_start: 0, period_end: 0 } }),
      ),
      at(
        justBefore(day(10)),
        event("usage_total", "acme", { properties: { measure: "calls", value: 70, period_start: 0, period_end: 0 } }),
      ),
      at(justBefore(day(10)), event("usage_total", "acme", { properties: { measure: "rows", value: 9, period_start: 0, period_end: 0 } })),
    ],
    asOf: day(10),
    expect: 70,
  },
  {
    name: "as known then",
    metric: minutes,
    story: [at(day(5), spent(2)), recorded({ known: day(11) }, at(day(5), spent(3)))],
    asOf: day(10),
    knownAt: day(10),
    expect: 2,
  },
];
