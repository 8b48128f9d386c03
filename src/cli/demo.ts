import type { Command } from "commander";
import { limitOption } from "./options.ts";
import { report } from "./score.ts";
import { type ServeWire, portOption, serve } from "./serve.ts";
import { type ScoringWire, scoreAll, withStore } from "./scoring.ts";
import { runSimulation } from "./simulate.ts";

interface Options {
  readonly limit: number;
  readonly exit?: boolean;
  readonly port: number;
}

export interface DemoWire extends ScoringWire {
  readonly serving: ServeWire;
}

/** `bellwether demo`: a made-up company, scored, its portfolio, and the page on it. */
export function register(program: Command, wire: DemoWire): void {
  program
    .command("demo")
    .description("Simulate a company of 500 accounts and 18 months, score every day of it, print the portfolio, and open the page on it")
    .summary("simulate a company and look at it")
    .addOption(limitOption())
    .option("--exit", "end after printing")
    .addOption(portOption())
    .action(async (options: Options) => {
      const isShown = await withStore(wire, async (store) => {
        if (await store.accounts.span(wire.workspace)) wire.terminal.out("The data directory holds data already, which is shown; name an empty one with --data to simulate a company.");
        else await runSimulation(wire, store.log, { preset: "demo", seed: "bellwether" });
        report(wire, await scoreAll({ ...wire, defaultPack: wire.demoPack }, store, {}), options);
        return true;
      });
      if (isShown && !options.exit) await serve({ host: "127.0.0.1", port: options.port, defaultPack: wire.demoPack, demoUser: true, logLevel: "warn" }, wire.serving);
    });
}
