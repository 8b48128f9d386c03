import type { Command } from "commander";
import { limitOption } from "./options.ts";
import { report } from "./score.ts";
import { type ScoringWire, scoreAll, withStore } from "./scoring.ts";
import { runSimulation } from "./simulate.ts";

interface Options {
  readonly limit: number;
  readonly exit?: boolean;
}

/** `bellwether demo`: a made-up company, scored, and its portfolio. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("demo")
    .description("Simulate a company of 500 accounts and 18 months, score every day of it, and print the portfolio")
    .summary("simulate a company and print its portfolio")
    .addOption(limitOption())
    .option("--exit", "end after printing")
    .action((options: Options) =>
      withStore(wire, async (store) => {
        if (await store.accounts.span(wire.workspace)) wire.terminal.out("The data directory holds data already, which is shown; name an empty one with --data to simulate a company.");
        else await runSimulation(wire, store.log, { preset: "demo", seed: "bellwether" });
        report(wire, await scoreAll(wire, store, { pack: wire.demoPack }), options);
      }),
    );
}
