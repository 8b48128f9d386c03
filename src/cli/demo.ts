import type { Command } from "commander";
import { report } from "./score.ts";
import { type ScoringWire, scoreAll, withStore } from "./scoring.ts";
import { runSimulation } from "./simulate.ts";

interface Options {
  readonly limit: string;
  readonly exit?: boolean;
}

/** `bellwether demo`: a made-up company, scored, and its portfolio. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("demo")
    .description("Simulate a company of 500 accounts and 18 months, score every day of it, and print the portfolio")
    .option("-n, --limit <number>", "how many accounts each list shows", "15")
    .option("--exit", "end after printing")
    .action((options: Options) =>
      withStore(wire, async (store) => {
        if (await store.accounts.span(wire.workspace)) wire.terminal.out("The demo's data is already there; remove the data directory to simulate it anew.");
        else await runSimulation(wire, store.log, { preset: "demo", seed: "bellwether" });
        report(wire, await scoreAll(wire, store, {}), options);
      }),
    );
}
