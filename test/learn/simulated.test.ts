import { beforeAll, describe, expect, test } from "vitest";
import { appendFacts } from "../../src/engine/append-facts.ts";
import { runBacktest } from "../../src/engine/learn/backtest.ts";
import { type LearnPorts, weeklyInstants } from "../../src/engine/learn/past.ts";
import { runWonLost } from "../../src/engine/learn/won-lost.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { defaultOutcomeDefinition } from "../../src/insights/outcomes/definition.ts";
import { dateInstant, dayMs } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulateFacts } from "../../src/simulator/simulate.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { examplePack } from "../support/example-packs.ts";

const embedded = embeddedStore();
const zone = "Europe/Berlin";
const simulation = simulationOf("learning", { to: dateInstant("2026-06-01", zone), zone, accounts: 330 });
const scorer = compileScorer(examplePack("three-categories"));
const workspace = "learning";
const request = { workspace, scorer, from: simulation.from, to: simulation.to, definition: defaultOutcomeDefinition };
const ports = (): LearnPorts => ({ measurer: embedded.store.measurer, accounts: embedded.store.accounts });

beforeAll(async () => {
  await appendFacts(embedded.store.log, { workspace, facts: simulateFacts(simulation), name: "simulation" }, () => {});
}, 120_000);

test("the grid is weekly and ends at the end of the data", () => {
  const instants = weeklyInstants({ from: simulation.from, to: simulation.to }, zone);
  expect(instants.at(-1)).toBe(simulation.to);
  expect(Math.round(((instants[1] as number) - (instants[0] as number)) / dayMs)).toBe(7);
});

describe("on customers whose truth is known", () => {
  test("the default pack predicts who leaves, and says so", async () => {
    const answer = await runBacktest(ports(), { ...request, leads: [30, 60] }, () => {});
    if (answer.kind !== "judged") throw new Error(answer.reason);
    expect(answer.report.verdict.kind).toBe("predicts");
    const [lead] = answer.report.leads;
    expect(lead?.accounts.lost).toBeGreaterThan(20);
    expect(lead?.auc.low).toBeGreaterThan(0.55);
    expect(answer.report.leaks.filter(({ severity }) => severity === "leak")).toEqual([]);
  }, 120_000);

  test("won and lost: what moves with utility is found, decoys aren't called consistent", async () => {
    const answer = await runWonLost({ ...ports(), catalogue: embedded.store.catalogue }, { ...request, leads: [30, 60], candidates: 40 }, () => {});
    if (answer.kind !== "compared") throw new Error(answer.reason);
    const { report, candidates } = answer;
    const consistent = new Set(report.findings.filter(({ verdict }) => verdict === "consistent").map(({ metric }) => metric));
    expect(consistent).toContain("seats_active");
    expect(candidates.length).toBeGreaterThan(20);
    expect([...consistent].filter((metric) => metric.includes("decoy"))).toEqual([]);
  }, 120_000);

  test("nothing is learned from later than the day asked for", async () => {
    const early = await runBacktest(ports(), { ...request, to: dateInstant("2025-06-01", zone), leads: [30] }, () => {});
    expect(early.outcomes.outcomes.every(({ at }) => at <= dateInstant("2025-06-01", zone))).toBe(true);
    expect(early.instants).toBeLessThan(weeklyInstants({ from: simulation.from, to: simulation.to }, zone).length);
  }, 120_000);
});
