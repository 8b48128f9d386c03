import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { playScenario } from "../../src/engine/play-scenario.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { checkPack } from "../../src/pack/check.ts";
import { parsePack } from "../../src/pack/parse.ts";
import { readScenarios } from "../../src/pack/scenarios/read.ts";
import { MemoryAccountReader } from "../../src/storage/memory/account-reader.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryMeasurer } from "../../src/storage/memory/measure/memory-measurer.ts";
import { commandLine } from "../support/command-line.ts";
import { docBlocks } from "../support/doc-blocks.ts";
import { docCommands } from "../support/doc-commands.ts";
import { fileOf, soundSections } from "../support/pack.ts";

const yamlOf = (page: string): ReturnType<typeof docBlocks> => docBlocks(page).filter(({ language }) => language === "yaml");

test.each(yamlOf("docs/guide/journey.md"))("$place is a journey without a problem", ({ text, place }) => {
  const { problems } = checkPack([{ path: place, text: stringify({ ...soundSections, ...(parse(text) as object) }) }]);
  expect(problems.map(({ message }) => message)).toEqual([]);
});

test.each(yamlOf("docs/guide/testing-packs.md"))("$place comes out as it says", async ({ text, place }) => {
  const { pack } = parsePack([fileOf()]);
  const { scenarios, problems } = readScenarios({ path: place, text }, pack!);
  expect(problems.map(({ message }) => message)).toEqual([]);
  const log = new MemoryFactLog();
  for (const [index, scenario] of scenarios.entries()) {
    const outcomes = await playScenario({ log, measurer: new MemoryMeasurer(log), accounts: new MemoryAccountReader(log) }, { scorer: compileScorer(pack!), scenario, workspace: `${index}` });
    expect(outcomes.flatMap(({ mismatches }) => mismatches)).toEqual([]);
  }
  expect(scenarios.length).toBeGreaterThan(0);
});

describe("commands", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bellwether-guide-"));
    await commandLine({ data: join(folder, "data"), now: Date.UTC(2026, 2, 1) }, ["simulate", "--preset", "small", "--to", "2026-03-01"]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(["docs/guide/journey.md", "docs/guide/testing-packs.md"])("of %s work", async (page) => {
    const failed: string[] = [];
    for (const { place, args } of docCommands(page)) {
      const { exit, out, error } = await commandLine({ data: join(folder, "data"), now: Date.UTC(2026, 2, 1) }, args.map((word) => (word === "results.xml" ? join(folder, word) : word)));
      if (exit !== 0) failed.push(`${place}: ${exit}\n${out}${error}`);
    }
    expect(failed).toEqual([]);
  }, 120_000);
});
