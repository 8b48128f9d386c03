import { describe, expect, test } from "vitest";
import { accountLog } from "../../test/support/account-log.ts";
import { accountTrait, contract, ownerChanged, stageSet } from "../../test/support/happenings.ts";
import { type Moment, type Placed, at, day, justBefore, scenario } from "../../test/support/scenario.ts";
import { dateInstant, localDay } from "../lib/zone.ts";
import { type Standing, type StandingRequest, compileStanding } from "./standing.ts";

const zone = "Europe/Berlin";
const onDate = (date: string): number => dateInstant(date, zone);
/** Day 0 is the 5th of January. */
const start = "2026-01-05";

const request: StandingRequest = {
  zone,
  money: {
    currency: "EUR",
    rates: {
      USD: [
        [onDate("2026-01-10"), 0.5],
        [onDate("2026-02-01"), 0.25],
      ],
    },
  },
  segments: {
    big: { when: { contract: "mrr", at_least: 100 } },
    trial: { when: { trait: "plan", is: "trial" } },
    small_trial: {
      when: {
        all: [
          { trait: "plan", is: "trial" },
          { contract: "seats", under: 3 },
        ],
      },
    },
  },
};

function standing(story: readonly Placed[], asOf: Moment): { standing: Standing; instant: (moment: Moment) => number } {
  const { facts, instant } = scenario({ zone, start }, [at(day(-1), accountTrait("acme", "plan", "trial")), ...story]);
  const reader = compileStanding(request);
  const log = accountLog(facts);
  return { standing: reader.standing(reader.settled(log, instant(asOf)), log.born, instant(asOf)), instant };
}

const twoContracts = [
  at(day(0), contract("acme", { id: "b", start: day(2, "23:00"), termEnd: day(40), mrr: 50, seats: 2 })),
  at(day(0), contract("acme", { id: "a", start: day(0), termEnd: day(60), mrr: 75, seats: 3 })),
  at(day(0), contract("acme", { id: "c", start: day(1) })),
];

describe("contracts of an account", () => {
  const none = { mrr: null, seats: null, months: null, days_to_renewal: null, term_months: null };
  test.each<[string, readonly Placed[], Moment, Standing["circumstances"]["contract"]]>([
    ["none", [], day(3), none],
    [
      "those that run add up, and the earliest end is the next renewal",
      twoContracts,
      day(3),
      { mrr: 125, seats: 5, months: 3 / 30.4375, days_to_renewal: 37, term_months: 38 / 30.4375 },
    ],
    ["one isn't running yet", twoContracts, day(2), { mrr: 75, seats: 3, months: 2 / 30.4375, days_to_renewal: 58, term_months: 60 / 30.4375 }],
    ["on the last day", twoContracts, justBefore(day(60)), { mrr: 75, seats: 3, months: 59 / 30.4375, days_to_renewal: 1, term_months: 60 / 30.4375 }],
    [
      "one without an end never comes up for renewal, and months count from the first contract",
      twoContracts,
      day(60),
      { mrr: 0, seats: 0, months: 60 / 30.4375, days_to_renewal: null, term_months: null },
    ],
    [
      "days stay whole over a change of clocks",
      [at(day(0), contract("acme", { start: day(0), termEnd: day(100), mrr: 8, currency: "EUR" }))],
      day(90),
      { mrr: 8, seats: 0, months: 90 / 30.4375, days_to_renewal: 10, term_months: 100 / 30.4375 },
    ],
    [
      "a term that was renewed is as long as itself, not as the whole contract, also after a change in the middle of it",
      [
        at(day(0), contract("acme", { start: day(0), termEnd: day(30), mrr: 8 })),
        at(day(29), contract("acme", { start: day(0), termEnd: day(90), mrr: 8 })),
        at(day(40), contract("acme", { start: day(0), termEnd: day(90), mrr: 9 })),
      ],
      day(50),
      { mrr: 9, seats: 0, months: 50 / 30.4375, days_to_renewal: 40, term_months: 60 / 30.4375 },
    ],
    [
      "a later statement replaces the whole contract",
      [...twoContracts, at(day(2), contract("acme", { id: "a", start: day(0), mrr: 10 }))],
      day(3),
      { mrr: 60, seats: 2, months: 3 / 30.4375, days_to_renewal: 37, term_months: 38 / 30.4375 },
    ],
  ])("%s", (_name, story, asOf, expected) => {
    expect(standing(story, asOf).standing.circumstances.contract).toEqual(expected);
  });

  const inDollars = [at(day(0), contract("acme", { start: day(0), mrr: 8, currency: "USD" }))];
  test.each<[string, Moment, number | null]>([
    ["before the first rate", day(4), null],
    ["from the very date of a rate", day(5), 4],
    ["until the next", justBefore(day(27)), 4],
    ["which replaces it", day(27), 2],
  ])("revenue in another currency: %s", (_name, asOf, mrr) => {
    expect(standing(inDollars, asOf).standing.mrr).toBe(mrr);
  });
});

test("dates are local days, and the first day is that of the first fact", () => {
  const { standing: found, instant } = standing(twoContracts, day(3, "23:59"));
  expect(found.circumstances.dates).toEqual({
    today: localDay(instant(day(3)), zone),
    first_seen: localDay(instant(day(-1)), zone),
    contract_start: localDay(instant(day(0)), zone),
    renewal: localDay(instant(day(40)), zone),
  });
});

test("owner, stage and traits are the latest; a trait that nobody mentioned is known to be absent", () => {
  const story = [
    at(day(1), ownerChanged("acme", "olga"), stageSet("acme", "onboarding")),
    at(day(5), ownerChanged("acme", "pete"), stageSet("acme", "adoption")),
  ];
  const { standing: found } = standing(story, day(5));
  expect([found.owner, found.circumstances.stage, found.circumstances.traits.get("plan"), found.circumstances.traits.get("size")]).toEqual([
    "olga",
    "onboarding",
    "trial",
    null,
  ]);
});

test.each<[string, readonly Placed[], Record<string, boolean | undefined>]>([
  ["without a contract its figures are unknown", [], { big: undefined, trial: true, small_trial: undefined }],
  ["by contract and by trait", twoContracts, { big: true, trial: true, small_trial: false }],
  [
    "a false part settles it, whatever is unknown",
    [at(day(1), accountTrait("acme", "plan", "pro"))],
    { big: undefined, trial: false, small_trial: false },
  ],
])("segments: %s", (_name, story, expected) => {
  expect(Object.fromEntries(standing(story, day(3)).standing.circumstances.segments)).toEqual(expected);
});
