import { contract, event, login } from "../../support/happenings.ts";
import { at, day, justBefore } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const features = [{ events: ["import"] }, { events: ["export"] }];
const users = { kind: "adoption", features, window: "7d", measure: "users" } as const;
const imports = (user: string) => event("import", "acme", { user });
const exports = (user: string) => event("export", "acme", { user });

export const adoption: ExamplesOf<"adoption"> = [
  {
    name: "users of any feature",
    metric: users,
    story: [at(day(5), imports("ann"), exports("ann"), exports("bob"), login("acme", "cleo"))],
    asOf: day(10),
    expect: 2,
  },
  {
    name: "users of all features",
    metric: { ...users, require: "all" },
    story: [at(day(5), imports("ann"), exports("ann"), exports("bob"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "regular means on enough days, for one feature by itself",
    metric: { ...users, min_days: 2 },
    story: [
      at(day(5, "08:00"), imports("ann"), imports("bob"), imports("cleo")),
      at(day(5, "20:00"), imports("bob")),
      at(day(6), imports("ann"), exports("cleo")),
    ],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "days before the window don't make regular",
    metric: { ...users, min_days: 2 },
    story: [at(justBefore(day(3)), imports("ann")), at(day(3), imports("ann"), imports("bob")), at(day(4), imports("bob"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "two evenings in Chatham (+12:45) are two days, though UTC calls them one",
    metric: { ...users, min_days: 2 },
    zone: "Pacific/Chatham",
    story: [at(day(5, "23:50"), imports("ann")), at(day(6, "00:10"), imports("ann"))],
    asOf: day(10),
    expect: 1,
  },
  {
    name: "share of those who are active",
    metric: { ...users, measure: "share" },
    story: [at(day(5), imports("ann"), exports("bob"), login("acme", "cleo"), login("acme", "dan"))],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "share of the seats",
    metric: { ...users, measure: "share", of: "seats" },
    story: [at(day(0), contract("acme", { start: day(0), seats: 8 })), at(day(5), imports("ann"))],
    asOf: day(10),
    expect: 0.125,
  },
  {
    name: "share of nobody",
    metric: { ...users, measure: "share" },
    story: [at(day(0), imports("ann"))],
    asOf: day(30),
    expect: "not_applicable",
  },
  {
    name: "breadth is the share of the features in use",
    metric: { ...users, measure: "breadth" },
    story: [at(day(5), imports("ann"), imports("bob"))],
    asOf: day(10),
    expect: 0.5,
  },
  {
    name: "no feature in use is a breadth of zero",
    metric: { ...users, measure: "breadth" },
    story: [at(day(0), imports("ann"))],
    asOf: day(30),
    expect: 0,
  },
  { name: "what no user did adopts nothing", metric: users, story: [at(day(5), imports(""))], asOf: day(10), expect: 0 },
  {
    name: "one feed of several is enough",
    metric: users,
    story: [at(day(5), login("acme", "ann"), event("export", "globex", { user: "gus" }))],
    asOf: day(10),
    expect: 0,
  },
  {
    name: "none of the features was ever seen",
    metric: users,
    story: [at(day(5), login("acme", "ann"))],
    asOf: day(10),
    expect: "never_seen",
  },
];
