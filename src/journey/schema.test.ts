import { describe, expect, test } from "vitest";
import { journeyOf } from "../../test/support/journey.ts";
import { activityMetrics } from "./activities.ts";
import { conditionsOf, journeySchema } from "./schema.ts";

const messages = (written: unknown): string[] => (journeySchema.safeParse(written).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("the default journey", () => {
  const { lines } = journeyOf({ based_on: "default" });

  test("has seven stages from handover to churned, milestones, and a week for each stage at least", () => {
    expect(lines.map(({ id, stages, onboarded, firstValue }) => [id, stages.map((stage) => stage.id), onboarded, firstValue])).toEqual([
      ["main", ["handover", "onboarding", "adoption", "value_realisation", "expansion", "renewal", "churned"], "onboarded", "first_value"],
    ]);
    expect(lines[0]?.stages.every(({ stay }) => stay && "days" in stay && stay.days === 7)).toBe(true);
  });

  test("value realisation ends when a goal is confirmed reached", () => {
    expect(lines[0]?.stages[3]?.exit).toEqual({ when: { goals: "reached", at_least: 1 } });
  });

  test("is changed by naming a stage: key by key, and what is new comes last", () => {
    const stages = journeyOf({ based_on: "default", stages: [{ id: "adoption", expected: "200d" }, { id: "advocacy" }] }).lines[0]?.stages ?? [];
    expect([stages[2]?.expected, stages[2]?.activities?.length, stages.at(-1)?.id]).toEqual([{ days: 200 }, 2, "advocacy"]);
  });
});

test("each set of events of activities is measured once, and goals, which are read with the account, not at all", () => {
  expect(Object.keys(activityMetrics(journeyOf({ based_on: "default" })))).toEqual([
    'journey.{"events":["interaction_logged"],"where":[{"property":"channel","is":"kick_off"}]}',
    'journey.{"events":["interaction_logged"],"where":[{"property":"channel","is":"workshop"}]}',
    'journey.{"events":["review_held"]}',
    'journey.{"events":["review_held"],"where":[{"property":"sponsor_present","is":true}]}',
  ]);
});

test("lines of business stand side by side", () => {
  const journey = journeyOf({ scores_use: "crm", lines: { crm: { products: ["crm"], based_on: "default" }, mail: { stages: [{ id: "trial", exit: { when: { metric: "a", over: 1 } } }, { id: "paid" }] } } });
  expect(journey).toMatchObject({ scoresUse: "crm", lines: [{ id: "crm", products: ["crm"] }, { id: "mail", products: [], stages: [{ id: "trial" }, { id: "paid" }] }] });
  expect(conditionsOf(journey)).toContainEqual({ metric: "a", over: 1 });
});

test.each([
  [{}, [": write stages, or based_on: default for the seven usual ones"]],
  [{ stages: [{ id: "a" }, { id: "a" }] }, ["stages.1.id: `a` is already the id of another stage"]],
  [{ stages: [{ id: "a", lost: true }, { id: "b", lost: true }] }, ["stages.1.lost: only one stage can be that of lost accounts"]],
  [{ stages: [{ id: "a", activities: [{ id: "x", role: "cs", events: ["x"] }, { id: "x", role: "cs", events: ["x"] }] }] }, ["stages.0.activities.1.id: `x` is already the id of another activity"]],
  [{ stages: [{ id: "a" }], lines: { crm: { based_on: "default" } } }, ["lines: stages stand in each line, or in the journey, not in both"]],
  [{ lines: {} }, ["lines: write at least one line of business"]],
  [{ lines: { crm: {} } }, ["lines.crm: write stages, or based_on: default for the seven usual ones"]],
])("%j is refused", (written, expected) => {
  expect(messages(written)).toEqual(expected);
});
