import { accountTrait, event, login } from "../../support/happenings.ts";
import { at, day, justBefore, recorded } from "../../support/scenario.ts";
import type { ExamplesOf } from "./example.ts";

const active = { kind: "active_users", window: "7d" } as const;

export const activeUsers: ExamplesOf<"active_users"> = [
  {
    name: "each user counts once, and what no user did counts for none",
    metric: active,
    story: [at(day(5), login("acme", "ann"), login("acme", "bob"), event("report_viewed", "acme")), at(day(6), login("acme", "ann"))],
    asOf: day(10),
    expect: 2,
  },
  {
    name: "a user of two accounts is active in both",
    metric: active,
    story: [at(day(5), login("acme", "ann"), login("globex", "ann"))],
    asOf: day(10),
    account: "globex",
    expect: 1,
  },
  {
    name: "users at the edges of the window",
    metric: active,
    story: [
      at(justBefore(day(3)), login("acme", "early")),
      at(day(3), login("acme", "ann")),
      at(justBefore(day(10)), login("acme", "bob")),
      at(day(10), login("acme", "late")),
    ],
    asOf: day(10),
    expect: 2,
  },
  { name: "use long ago is zero, not missing", metric: active, story: [at(day(0), login("acme", "ann"))], asOf: day(30), expect: 0 },
  {
    name: "no use by anybody at all is missing",
    metric: active,
    story: [at(day(0), accountTrait("acme", "plan", "pro"))],
    asOf: day(30),
    expect: "never_seen",
  },
  {
    name: "ids that look alike are different users",
    metric: active,
    story: [
      at(
        day(5),
        login("acme", "0"),
        login("acme", "00"),
        login("acme", "Ann"),
        login("acme", "ann"),
        login("acme", " ann"),
        login("acme", "a'n"),
        login("acme", "NULL"),
        login("acme", "🦉"),
      ),
    ],
    asOf: day(10),
    expect: 8,
  },
  {
    name: "a user of whom was heard too late",
    metric: active,
    story: [at(day(5), login("acme", "ann")), recorded({ known: day(12) }, at(day(5), login("acme", "bob")))],
    asOf: day(10),
    knownAt: day(11),
    expect: 1,
  },
];
