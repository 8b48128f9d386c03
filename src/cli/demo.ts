import type { Command } from "commander";
import { type DemoWork, type TeamDay, agreeForDemo } from "./demo-work.ts";
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
  /** Works on plans and goals as they were on past days. */
  readonly withTeam: <T>(work: (dayBefore: (days: number) => Promise<TeamDay>) => Promise<T>) => Promise<T>;
}

const seed = "bellwether";

/** `bellwether demo`: a made-up company, scored, its portfolio, what its made-up team has agreed to do, and the page on it. */
export function register(program: Command, wire: DemoWire): void {
  program
    .command("demo")
    .description("Simulate a company of 500 accounts and 18 months, score every day of it, print the portfolio, let a made-up team agree on plans and goals, and open the page on it")
    .summary("simulate a company and look at it")
    .addOption(limitOption())
    .option("--exit", "end after printing")
    .addOption(portOption())
    .action(async (options: Options) => {
      const shown = await withStore(wire, async (store) => {
        const isNew = !(await store.accounts.span(wire.workspace));
        if (isNew) await runSimulation(wire, store.log, { preset: "demo", seed });
        else wire.terminal.out("The data directory holds data already, which is shown; name an empty one with --data to simulate a company.");
        report(wire, await scoreAll({ ...wire, defaultPack: wire.demoPack }, store, {}), options);
        return { isNew };
      });
      if (shown?.isNew) {
        wire.progress("agreeing on plans");
        const agreed = await wire.withTeam((dayBefore) => agreeForDemo(dayBefore, seed));
        wire.progress("");
        if (agreed) wire.terminal.out(agreedText(agreed));
      }
      if (shown && !options.exit) await serve({ host: "127.0.0.1", port: options.port, defaultPack: wire.demoPack, demoUser: true, logLevel: "warn" }, wire.serving);
    });
}

const agreedText = ({ plans, closed, goals }: DemoWork): string => `The made-up team has opened ${plans} plans over the last weeks (${closed} closed by now) and set ${goals} goals: simulated, like everything here. See them with \`bellwether plans list\`, or on the page.`;
