import { beforeAll, describe, expect, test } from "vitest";
import { agreeForDemo } from "../../src/cli/demo-work.ts";
import { teamDays } from "../../src/compose/demo.ts";
import { localDate } from "../../src/lib/zone.ts";
import { daysAfter, overdueSteps } from "../../src/plans/due.ts";
import type { Plan } from "../../src/plans/plan.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { visitsBefore } from "../../src/simulator/team.ts";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { runningPack } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { storeCompany } from "../support/scored-company.ts";

const now = Date.UTC(2026, 5, 1, 10);
const zone = "Europe/Berlin";
const today = localDate(now, zone);

describe("what the demo's team has agreed on", () => {
  const embedded = embeddedStore();
  let workspace = "";

  beforeAll(async () => {
    workspace = embedded.freshWorkspace();
    await storeCompany(embedded.store, workspace, simulationOf("small", { from: Date.UTC(2026, 1, 28, 23), to: Date.UTC(2026, 4, 31, 22), accounts: 60, scale: 0.15 }));
  });

  async function agreed(plans = new MemoryPlanStore()) {
    const goals = new MemoryGoalStore();
    let ids = 0;
    const parts = { workspace, running: runningPack(), store: embedded.store, plans, goals, views: new MemoryViewStore(), clock: () => now, uniqueId: () => String((ids += 1)) };
    const work = await agreeForDemo(teamDays(parts), "bellwether");
    return { work, goals: await goals.list(workspace), plans: await plans.list({ workspace }) };
  }

  let first: Awaited<ReturnType<typeof agreed>>;
  const open = (): readonly Plan[] => first.plans.filter(({ state }) => state === "open");

  test("is about accounts of their own, from the days on which they looked at them", async () => {
    first = await agreed();
    expect(first.work).toEqual({ plans: first.plans.length, closed: first.plans.length - open().length, goals: 2 });
    expect(open().length).toBeGreaterThan(2);
    const days = visitsBefore.map((days) => daysAfter(today, -days));
    for (const { owner, startedBy, startedAt, start, template, steps } of first.plans) {
      expect([owner, start.band, template !== undefined, steps.length > 0]).toEqual([startedBy, "red", true, true]);
      expect(owner).toMatch(/^csm-\d$/);
      expect(days).toContain(localDate(startedAt, zone));
    }
    expect(first.goals.map(({ measure, target, startedAt }) => [measure, target, localDate(startedAt, zone)])).toEqual([["red_with_plan", 0.5, days[0]], ["share_red", 0.05, days[0]]]);
  });

  test("leaves something to do today: steps that are late or soon due; some are done, and were talked about", () => {
    expect(open().flatMap((plan) => overdueSteps(plan, today)).length).toBeGreaterThan(0);
    expect(open().flatMap(({ steps }) => steps).filter(({ state, due }) => state === "open" && due >= today && due <= daysAfter(today, 7)).length).toBeGreaterThan(0);
    expect(first.plans.flatMap(({ steps }) => steps).filter(({ state }) => state === "done").length).toBeGreaterThan(0);
    expect(first.plans.some(({ reviews }) => reviews.length > 0)).toBe(true);
  });

  test("is nothing where somebody has agreed on something", async () => {
    const held = new MemoryPlanStore();
    await held.add(first.plans[0] as Plan);
    expect(await agreed(held)).toEqual({ work: undefined, goals: [], plans: [first.plans[0]] });
  });
});
