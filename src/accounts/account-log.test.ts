import { describe, expect, test } from "vitest";
import { accountLog } from "../../test/support/account-log.ts";
import { accountTrait, contract, outcome, ownerChanged, stageSet, withdrawn } from "../../test/support/happenings.ts";
import { type Moment, type Placed, at, day, recorded, scenario } from "../../test/support/scenario.ts";
import { type AccountEvent, eventsBefore, traitsBefore } from "./account-log.ts";
import { outcomesBefore } from "./outcome.ts";

const told = (story: readonly Placed[]) => {
  const { facts, instant } = scenario({ zone: "UTC", start: "2026-01-05" }, story);
  return { log: accountLog(facts), instant };
};

describe("events before an instant", () => {
  const story = [
    recorded({ id: "s1" }, at(day(1), stageSet("acme", "onboarding"))),
    recorded({ id: "s2" }, at(day(3), stageSet("acme", "adoption"))),
    at(day(5), withdrawn("acme", "s2"), withdrawn("acme", "c1"), withdrawn("acme", "o1"), withdrawn("acme", "w1")),
    recorded({ id: "c1" }, at(day(2), contract("acme", { start: day(2) }))),
    recorded({ id: "w1" }, at(day(2), ownerChanged("acme", "olga"))),
    recorded({ id: "o1" }, at(day(2), outcome("acme", "renewed"), outcome("globex", "churned"))),
  ];

  test.each<[string, AccountEvent, Moment, string[]]>([
    ["none at the instant itself", "stage_set", day(1), []],
    ["all so far, in order", "stage_set", day(5), ["s1", "s2"]],
    ["without what a person took back", "stage_set", day(6), ["s1"]],
    ["a contract is no judgement, so it can't be taken back", "contract_changed", day(6), ["c1"]],
    ["nor can a change of owner", "owner_changed", day(6), ["w1"]],
    ["nor an outcome; and another account's isn't there", "outcome_recorded", day(6), ["o1"]],
  ])("%s", (_name, name, asOf, expected) => {
    const { log, instant } = told(story);
    expect(eventsBefore(log, name, instant(asOf)).map((event) => event.messageId)).toEqual(expected);
  });

  test("of the same time in the order in which they were known, then of their ids by code points", () => {
    const { log, instant } = told([
      recorded({ id: "🦉", known: day(3) }, at(day(2), stageSet("acme", "c"))),
      recorded({ id: "ﾡ", known: day(3) }, at(day(2), stageSet("acme", "b"))),
      recorded({ id: "🦊", known: day(2) }, at(day(2), stageSet("acme", "a"))),
    ]);
    expect(eventsBefore(log, "stage_set", instant(day(9))).map((event) => event.properties["stage"])).toEqual(["a", "b", "c"]);
  });
});

test("the latest value of each trait, null where it was taken away", () => {
  const { log, instant } = told([
    at(day(1), accountTrait("acme", "plan", "free"), accountTrait("acme", "size", 0)),
    at(day(4), accountTrait("acme", "plan", null)),
    at(day(2), accountTrait("acme", "plan", "pro")),
  ]);
  expect(Object.fromEntries(traitsBefore(log, instant(day(4))))).toEqual({ plan: "pro", size: 0 });
  expect(Object.fromEntries(traitsBefore(log, instant(day(5))))).toEqual({ plan: null, size: 0 });
});

test("outcomes say which contract they were about, or none", () => {
  const { log, instant } = told([
    at(day(2), outcome("acme", "contracted")),
    at(day(9), outcome("acme", "renewed", "c1"), outcome("acme", "churned")),
  ]);
  expect(outcomesBefore(log, instant(day(10)))).toEqual([
    { time: instant(day(2)), outcome: "contracted" },
    { time: instant(day(9)), outcome: "renewed", contract: "c1" },
    { time: instant(day(9)), outcome: "churned" },
  ]);
});
