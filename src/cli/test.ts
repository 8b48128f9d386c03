import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { ScenarioPorts } from "../engine/play-scenario.ts";
import { playScenario } from "../engine/play-scenario.ts";
import { compileScorer } from "../engine/scorer.ts";
import { errorAt } from "../pack/problem.ts";
import { type ReadScenario, readScenarios } from "../pack/scenarios/read.ts";
import type { Pack } from "../pack/schema.ts";
import type { PackFile } from "../pack/source.ts";
import { junitText } from "./junit.ts";
import { countText, problemText } from "./problem-text.ts";
import { type PlayedScenario, failureText, summaryText } from "./scenario-text.ts";
import { Refused, loadPack } from "./scoring.ts";
import type { Terminal } from "./wire.ts";

/** What `bellwether test` needs from outside. */
export interface TestWire {
  readonly terminal: Terminal;
  readonly progress: (line: string) => void;
  readonly clock: () => number;
  /** An engine with nothing in it, gone once it is closed. */
  readonly openScratch: () => Promise<ScenarioPorts & { close(): Promise<void> }>;
  readonly writeFile: (path: string, text: string) => void;
}

interface TestOptions {
  readonly junit?: string;
  readonly name?: string;
}

/** Where the tests of a pack lie, beside its files: a folder, so that they are never taken for a part of it. */
export const testsFolder = "tests";
const [failedCode, unusableCode] = [1, 2];

/** `bellwether test`: 0 all as expected, 1 something isn't, 2 the pack or its tests can't be used. */
export function register(program: Command, wire: TestWire): void {
  program
    .command("test")
    .description("Play the scenarios in the folder `tests` of a pack, and compare scores, bands, stages and metrics with what they expect")
    .summary("test a pack with scenarios in relative time")
    .argument("[folder]", "folder of a pack", "pack")
    .option("--junit <file>", "also write the results as JUnit XML")
    .option("--name <text>", "only scenarios with this text in their name")
    .addHelpText("after", "\nExits with 0 when all is as expected, 1 when something isn't, 2 when the pack or its tests can't be used.")
    .action((folder: string, options: TestOptions) => test(wire, folder, options));
}

async function test(wire: TestWire, folder: string, options: TestOptions): Promise<void> {
  const { terminal, clock } = wire;
  try {
    const pack = loadPack(folder, wire);
    const scenarios = readTests(wire, folder, pack).filter(({ name }) => name.toLowerCase().includes((options.name ?? "").toLowerCase()));
    if (scenarios.length === 0) throw new Refused(`No scenario of ${folder} has \`${options.name}\` in its name.`);
    const started = clock();
    const played = await playAll(wire, pack, scenarios);
    const view = { pack, paint: terminal.paint };
    for (const one of played) for (const text of failureText(one, view)) terminal.out(`${text}\n`);
    terminal.out(summaryText(played, { ...view, elapsedMs: clock() - started }));
    if (options.junit !== undefined) wire.writeFile(options.junit, junitText(pack.pack.name, played, { pack }));
    terminal.exit(played.some(({ outcomes }) => outcomes.some(({ mismatches }) => mismatches.length > 0)) ? failedCode : 0);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    terminal.err(error.message);
    terminal.exit(unusableCode);
  }
}

/** Every scenario of a pack; throws Refused when one can't be used, having said why. */
function readTests({ terminal }: TestWire, folder: string, pack: Pack): ReadScenario[] {
  const files = testFiles(folder);
  if (files.length === 0) throw new Refused(`The pack ${folder} has no tests. Write scenarios into ${join(folder, testsFolder)}/, one or several in a .yaml file; docs/guide/testing-packs.md shows how.`);
  const read = files.map((file) => readScenarios(file, pack));
  const problems = read.flatMap(({ problems: own }) => own);
  for (const problem of problems) terminal.err(`${problemText(problem, files, terminal.paint)}\n`);
  if (problems.length > 0) throw new Refused(`The tests of ${folder} have ${countText(problems)}, so nothing was played.`);
  return read.flatMap(({ scenarios }) => scenarios);
}

const mostBytes = 1_000_000;

function testFiles(pack: string): PackFile[] {
  const folder = join(statSync(pack).isDirectory() ? pack : ".", testsFolder);
  const names = existsSync(folder) && statSync(pack).isDirectory() ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).sort() : [];
  return names.map((name) => {
    const path = join(folder, name);
    if (statSync(path).size > mostBytes) throw new Refused(errorAt({ file: path, line: 1, column: 1, text: "" }, "too-large", `${path} is larger than any file of tests needs to be; split it`).message);
    return { path, text: readFileSync(path, "utf8") };
  });
}

async function playAll({ openScratch, progress, clock }: TestWire, pack: Pack, scenarios: readonly ReadScenario[]): Promise<PlayedScenario[]> {
  const scorer = compileScorer(pack);
  const engine = await openScratch();
  try {
    const played: PlayedScenario[] = [];
    for (const [index, scenario] of scenarios.entries()) {
      progress(`playing ${index + 1} of ${scenarios.length}: ${scenario.name}`);
      const started = clock();
      const outcomes = await playScenario(engine, { scorer, scenario, workspace: `scenario ${index + 1}` });
      played.push({ scenario, outcomes, elapsedMs: clock() - started });
    }
    progress("");
    return played;
  } finally {
    await engine.close();
  }
}
