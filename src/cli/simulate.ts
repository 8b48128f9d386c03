import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { Option } from "commander";
import { appendFacts } from "../engine/append-facts.ts";
import type { FactLog } from "../engine/ports.ts";
import type { Fact } from "../events/fact.ts";
import { localMidnight } from "../lib/zone.ts";
import { type PresetName, presetNames, simulationOf } from "../simulator/options.ts";
import { simulate } from "../simulator/simulate.ts";
import type { AccountTruth } from "../simulator/truth.ts";
import { wholeNumber } from "./options.ts";
import { stepLine } from "./progress.ts";
import { type ScoringWire, dayOf, withStore } from "./scoring.ts";

interface Options {
  readonly preset: PresetName;
  readonly seed: string;
  readonly accounts?: number;
  readonly to?: string;
  readonly truth?: string;
}

const zone = "Europe/Berlin";

/** `bellwether simulate`: made-up customers, with the truth about them. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("simulate")
    .description("Fill the data directory with made-up customers, whose truth is known")
    .summary("make up customers whose truth is known")
    .addOption(new Option("--preset <name>", "how large a company").choices(presetNames).default("demo"))
    .option("--seed <text>", "the same seed makes the same customers", "bellwether")
    .addOption(new Option("--accounts <number>", "how many accounts, instead of the preset's").argParser(wholeNumber))
    .option("--to <date>", "the day on which the simulation ends (default: today)")
    .option("--truth <file>", "also write the truth about every account, one JSON line each")
    .action((options: Options) => withStore(wire, async ({ log }) => void (await runSimulation(wire, log, options))).then(() => undefined));
}

/** Writes the facts of a simulation into the log, and the truth into a file where asked for. */
export async function runSimulation(wire: Pick<ScoringWire, "terminal" | "progress" | "clock" | "workspace" | "uniqueId">, log: FactLog, options: Options): Promise<number> {
  const to = options.to === undefined ? localMidnight(wire.clock(), zone) : dayOf("--to", options.to, { zone, now: wire.clock() });
  const simulation = simulationOf(options.preset, { to, zone, seed: options.seed, ...(options.accounts && { accounts: options.accounts }) });
  const truths: AccountTruth[] = [];
  const started = wire.clock();
  function* facts(): Generator<Fact> {
    for (const { truth, facts: own } of simulate(simulation)) {
      truths.push(truth);
      yield* own;
    }
  }
  const appended = await appendFacts(log, { workspace: wire.workspace, facts: facts(), name: `simulation-${wire.uniqueId()}` }, () =>
    wire.progress(stepLine({ doing: "simulating", done: truths.length, of: simulation.accounts, unit: "accounts", elapsedMs: wire.clock() - started })),
  );
  wire.progress("");
  wire.terminal.out(`Simulated ${simulation.accounts} accounts: ${appended.toLocaleString("en-US")} facts in ${((wire.clock() - started) / 1000).toFixed(1)} s.`);
  if (options.truth) await writeFile(options.truth, truths.map((truth) => `${JSON.stringify(truth)}\n`).join(""));
  return appended;
}
