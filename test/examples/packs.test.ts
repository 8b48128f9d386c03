import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkPack } from "../../src/pack/check.ts";
import { dataFactsOf } from "../../src/pack/data-facts.ts";
import { dateInstant } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulateFacts } from "../../src/simulator/simulate.ts";
import { exampleFiles, exampleNames, examplePack, readmeOf } from "../support/example-packs.ts";

const to = dateInstant("2026-07-01", "Europe/Berlin");
const simulated = dataFactsOf(simulateFacts(simulationOf("small", { to })));
const onSimulatedData = ["three-categories", "recipe", "first-score", "monitoring", "post-sale-journey"];
const onRealData = ["socialnet7", "ravenstack"];

test("every example is looked at here", () => {
  expect([...exampleNames].sort()).toEqual([...onSimulatedData, ...onRealData].sort());
});

describe.each(exampleNames)("%s", (name) => {
  test("has no errors and no warnings", () => {
    const { pack, problems } = checkPack(exampleFiles(name));
    expect(problems).toEqual([]);
    expect(pack).toBeDefined();
  });

  test("says of each metric in the score why it is in and who answers for it", () => {
    const { metrics, model } = examplePack(name);
    const scored = Object.values(model.categories).flatMap((category) => Object.keys(category.metrics));
    const silent = scored.filter((id) => metrics[id]?.why === undefined || metrics[id].owner === undefined);
    expect(scored.length).toBeGreaterThan(1);
    expect(silent).toEqual([]);
  });

  test("has a page of its own", () => {
    expect(existsSync(readmeOf(name))).toBe(true);
    expect(readFileSync(readmeOf(name), "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(60);
  });
});

test.each(onSimulatedData)("%s names only what the simulator knows, and looks no further back than its data", (name) => {
  expect(checkPack(exampleFiles(name), simulated).problems).toEqual([]);
});
